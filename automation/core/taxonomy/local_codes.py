"""Codes of provinces and states that people write behind a town of their country: "Milano (MI)". Data, no logic.

Many are also codes of countries or of American states, so they count only behind a town that lies there. Regions as in
the gazetteer.
"""

from automation.core.text import table_in

# Region → the codes of its provinces, or its own.
LOCAL_CODES = {
    area: frozenset(codes.split())
    for area, codes in table_in("""
        IT-01: AQ CH PE TE; IT-02: MT PZ; IT-03: CS CZ KR RC VV; IT-04: AV BN CE NA SA; IT-05: BO FC FE MO PC PR
        RA RE RN; IT-06: GO PN TS UD; IT-07: FR LT RI RM VT; IT-08: GE IM SP SV; IT-09: BG BS CO CR LC LO MB MI
        MN PV SO VA; IT-10: AN AP FM MC PU; IT-11: CB IS; IT-12: AL AT BI CN NO TO VB VC; IT-13: BA BR BT FG LE
        TA; IT-14: CA NU OR SS SU; IT-15: AG CL CT EN ME PA RG SR TP; IT-16: AR FI GR LI LU MS PI PO PT SI;
        IT-17: BZ TN; IT-18: PG TR; IT-19: AO; IT-20: BL PD RO TV VE VI VR; BR-01: AC; BR-02: AL; BR-03: AP;
        BR-04: AM; BR-05: BA; BR-06: CE; BR-07: DF; BR-08: ES; BR-11: MS; BR-13: MA; BR-14: MT; BR-15: MG;
        BR-16: PA; BR-17: PB; BR-18: PR; BR-20: PI; BR-21: RJ; BR-22: RN; BR-23: RS; BR-24: RO; BR-25: RR;
        BR-26: SC; BR-27: SP; BR-28: SE; BR-29: GO; BR-30: PE; BR-31: TO; MX-01: AGS; MX-02: BC; MX-03: BCS;
        MX-06: CHIH; MX-07: COAH COA; MX-09: CDMX DF; MX-10: DGO; MX-11: GTO; MX-12: GRO; MX-13: HGO; MX-14: JAL
        JA; MX-15: MEX EDOMEX EM; MX-16: MICH; MX-17: MOR; MX-18: NAY; MX-19: NL; MX-20: OAX; MX-21: PUE; MX-22:
        QRO; MX-23: QR QROO; MX-24: SLP; MX-25: SIN; MX-26: SON; MX-27: TAB; MX-28: TAMPS; MX-30: VER; MX-31:
        YUC; MX-32: ZAC; ES-29: M MAD; ES-56: B BCN GI L T; ES-60: V VLC A CS; ES-51: SE MA GR CO CA AL H J;
        ES-59: BI SS VI; ES-58: C PO OU LU; ES-52: Z HU TE; ES-55: VA BU LE SA SG AV P SO ZA; ES-54: TO AB CR CU
        GU; ES-07: PM IB; ES-53: GC TF; ES-31: MU; ES-32: NA; ES-34: O; ES-39: S; ES-57: BA CC; NL-01: DR;
        NL-02: FR; NL-03: GE GLD; NL-04: GR; NL-05: LI LB; NL-06: NB; NL-07: NH; NL-09: UT; NL-10: ZE; NL-11:
        ZH; NL-15: OV; NL-16: FL; CH-AG: AG; CH-AR: AR; CH-BE: BE; CH-BL: BL; CH-BS: BS; CH-FR: FR; CH-GE: GE;
        CH-GR: GR; CH-LU: LU; CH-NE: NE; CH-SG: SG; CH-SH: SH; CH-SO: SO; CH-SZ: SZ; CH-TG: TG; CH-TI: TI; CH-VD
        : VD; CH-VS: VS; CH-ZG: ZG; CH-ZH: ZH; IN-AP: AP; IN-AS: AS; IN-BR: BR; IN-CT: CG CT; IN-DL: DL; IN-GA
        : GA; IN-GJ: GJ; IN-HR: HR; IN-JH: JH; IN-KA: KA; IN-KL: KL; IN-MH: MH; IN-MP: MP; IN-OR: OD OR; IN-PB
        : PB; IN-RJ: RJ; IN-TG: TG TS; IN-TN: TN; IN-UP: UP; IN-UT: UK UT; IN-WB: WB; IN-CH: CH; GB-ENG: ENG;
        GB-SCT: SCT; GB-NIR: NI; AR: BA CABA; CL: RM; CO: DC
    """).items()
}

# Code → towns in the American state of that code that are too small for the gazetteer, and have the name of a town
# behind which the code is one of the country there: "Milan, MI" is in Michigan, or in Italy.
TOWNS_ABROAD = {
    "MI": frozenset({"milan"}),
    "ME": frozenset({"palermo"}),
    "MO": frozenset({"parma"}),
}
