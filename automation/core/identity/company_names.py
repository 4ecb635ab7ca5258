"""Names of companies in one form, so that "ACME Robotics, Inc." and "Acme Robotics" compare as equal."""

import re

from automation.core.text import names_in, plain

# Legal forms at the end of a name, as `plain` leaves them.
_LEGAL_FORMS = names_in(
    """
        limited liability company, limited liability partnership, public limited company, sp z o o, s p z o o, spz
        oo, sp zoo, s r o, spol s r o, d o o, k s, a s, s a, s l, b v, n v, s p a, s r l, s a s, s a r l, l l c, l l
        p, p l c, incorporated, corporation, limited, company, inc, corp, co, ltd, llc, llp, lp, plc, pte, pty, pvt,
        gmbh, mbh, ggmbh, ag, kg, kgaa, ohg, ug, se, e v, sa, sas, sasu, sarl, eurl, snc, srl, sl, slu, lda, ltda,
        bv, nv, bvba, vof, ab, publ, oy, oyj, aps, as, asa, hf, sro, doo, zrt, kft, nyrt, ооо, оао, зао, тов
    """
)
_ENDING = re.compile(rf"(?<=\w) (?:{'|'.join(sorted(map(re.escape, _LEGAL_FORMS), key=len, reverse=True))})$")
_AND = re.compile(r"(?<=\w) and$")


def company_key(text: str) -> str:
    """The name of a company as it is compared: lower case, words only, without its legal form; "" for none."""
    name = plain(text)
    while (shorter := _AND.sub("", _ENDING.sub("", name))) != name:
        name = shorter
    return name
