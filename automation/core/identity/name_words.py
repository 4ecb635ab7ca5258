"""Words around names: titles, degrees, particles, notes, and what people type where no name is known.

All are in the form of `folded`, with the language before them where that says more than the words.
"""

import re
import unicodedata
from functools import lru_cache

from automation.core.text import names_in

# Letters that Unicode does not decompose, and signs inside a word that do not separate it.
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "e"}
    | dict.fromkeys(".'’‘`´\u200c\u200d", "")
)
# Accents, and the vowel points of Hebrew and Arabic.
POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652]")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Text as names are compared: lower case, without accents, apostrophes and full stops."""
    folded_case = text.casefold()
    if not folded_case.isascii():
        folded_case = unicodedata.normalize("NFC", POINTS.sub("", unicodedata.normalize("NFKD", folded_case)))
    return folded_case.translate(LETTERS)


def words_of(listed: str) -> frozenset[str]:
    """The words of a list with commas, as they are compared."""
    return frozenset(folded(word) for word in names_in(listed))


def all_of(languages: dict[str, str]) -> frozenset[str]:
    """The words of lists by language."""
    return frozenset(word for listed in languages.values() for word in words_of(listed))


# Before a name. "Dipl.-Ing." and the like are recognised by their beginning.
TITLES = all_of(
    {
        "en": "mr, mrs, ms, miss, mx, mister, dr, doctor, prof, professor, sir, rev, capt, sgt, engr",
        "de": "herr, hr, frau, herrn",
        "fr": "monsieur, madame, mademoiselle, mme, mlle, maitre",
        "es": "senor, senora, senorita, sr, sra, srta, dra, dona, profa",
        "it": "signor, signora, signorina, sig, sigra, signa, dott, dottssa, avv",
        "nl": "dhr, mevr, mevrouw, meneer, drs",
        "pt": "senhor, senhora, engo, enga, exmo, exma",
        "sv da no": "fru, froken, frk, civing",
        "pl cs": "inz, mgr, pani, ing, judr, mudr, phdr, rndr, paeddr, mvdr",
        "ru uk": "г-н, г-жа, д-р, проф, господин, госпожа, пані",
        "in ms": "shri, smt, encik, puan, datuk, dato, datin, tuan",
        "ar el": "sheikh, السيد, السيدة, الدكتور, κος, κα, δρ",
    }
)
# Titles only with a full stop, because without one they are names, particles, initials or other words.
DOTTED_TITLES = all_of(
    {
        "en": "hon, lt, col, fr, pd",
        "de": """
            med, rer, nat, oec, phil, jur, iur, habil, hc, mult, univ, vet, dent, priv, doz, mag, maga, techn, agr,
            theol, psych, inf, kfm, kffr, volksw, betriebsw, chem, phys, math, biol
        """,
        "romance": "don, d, p, me, lic, arq, geom, rag, egr, gent, eng, ing",
        "nl pl cs": "mw, ir, bc, hab, lek, doc, pan, bca",
        "other": "kum, er, adv, ca, arch, haji, hajah, д, κ, пан",
    }
)
# "M." is monsieur in French, and an initial elsewhere.
MONSIEUR = "m"
# After a name.
SUFFIXES = words_of("jr, sr, jnr, snr, jun, sen, ii, iii, iv, esq, filho, neto")
DEGREES = words_of(
    """
        phd, dphil, mba, emba, msc, bsc, mphil, meng, beng, btech, mtech, bcom, mcom, bba, bca, mca, pgdm, llb, llm, jd,
        edd, psyd, dds, dmd, dvm, mpa, mph, msw, mfa, bfa, barch, march, csc, drsc, cpa, cfa, acca, fcca, aca, fca,
        cima, cma, cia, cisa, cism, cissp, ceh, pmp, prince2, csm, cspo, psm, itil, togaf, shrm-cp, shrm-scp, shrmcp,
        phr, sphr, aphr, cipd, mcipd, fcipd, assoccipd, obe, mbe, cbe, rn, fh, hons, dea, dess, mag, bakk, frics, mrics,
        ceng, mict, bsn, msn, dnp, lpn, lvn, rgn, rmn, aprn, fnp, pharmd, mpharm, bpharm, mbbs, mbchb, frcs, mrcs, mrcp,
        frcp, facp, facs, otr, dpt, lcsw, lmsw, cscp, cpim, cips, mcips, aat, fcma, acma, cgma, mrpharms
    """
)
# Degrees only in capitals or with full stops, because they are names or words too.
CAPITAL_DEGREES = words_of("ba, ma, be, me, ca, cs, pe, md, do, ms, bs, bed, med, mat, ac, pg, od, pt, ra")
# Between given and last names, or at the beginning of a last name.
PARTICLES = all_of(
    {
        "romance": "de, da, do, dos, das, del, della, delle, dei, degli, di, du, des, la, le, les, los, las, lo, san",
        "dutch german": "van, von, vom, der, den, ten, ter, te, zu, zum, zur, op, het, t, in, an, auf, und, af, av",
        "arabic hebrew malay": "al, el, ad, ar, as, bin, ibn, ben, bint, binti, binte, bat, ap, abu, abou, ould, ait",
        "other": "y, e, i, mac, mc, st, saint, o, d, dell, dall, s",
    }
)
# Two-letter and other particles that are given names too count only in lower case.
CAPITAL_NAMES = words_of("ben, an, in, san, do, as, ad, le, la, lo, i, o, e, y, s, t, d, mac")
# Given names that are only the beginning of one, or an honour.
HALF_NAMES = words_of(
    """
        abdul, abdel, abd, abdal, abdoul, abu, abou, umm, um, mohd, md, muhd, mohamad, nur, noor, siti, sri, shri, sree,
        syed, sayed, thi, ma, mª, maa, dona, st, saint, bin, ibn, al, el, kumari, عبد, أبو, ابو
    """
)
# The same before another given name: "Muhammad Hafiz".
MUHAMMADS = words_of("muhammad, mohammad, mohammed, mohamed, muhammed, mehmed, mohamud, محمد")
# "Maria de los Angeles" is one given name, "Maria de Souza" is not.
MARIAN = words_of(
    """
        angeles, carmen, pilar, rosario, mar, lourdes, fatima, jesus, luz, nieves, dolores, mercedes, montserrat,
        guadalupe, conceicao, graca, carmo, ceu, socorro, concepcion, consuelo, remedios, gracia, sol, milagros, gloria
    """
)
# Two given names that are used as one. Others may be a middle name, so that the whole name is used.
COMPOUNDS = all_of(
    {
        "es": """
            maria jose, maria teresa, maria elena, maria luisa, maria isabel, maria fernanda, ana maria, ana isabel, ana
            belen, rosa maria, jose maria, jose luis, jose antonio, jose manuel, jose ramon, jose miguel, jose angel,
            juan carlos, juan jose, juan manuel, juan antonio, juan pablo, juan ramon, juan francisco, luis miguel, luis
            alberto, luis fernando, miguel angel, francisco javier, marco antonio, victor manuel, carlos alberto, jesus
            maria, pedro pablo, eva maria, luz maria, maria angeles, maria carmen, maria pilar
        """,
        "pt": """
            ana paula, ana maria, ana clara, ana luisa, ana carolina, ana beatriz, maria joao, maria clara, maria
            eduarda, joao pedro, joao paulo, joao carlos, luis felipe, luiz felipe, luiz carlos, luiz fernando, pedro
            henrique, paulo cesar, jose carlos, carlos eduardo, antonio carlos, jose pedro, jorge luis
        """,
        "fr": """
            jean luc, jean pierre, jean paul, jean marc, jean claude, jean michel, jean francois, jean jacques, jean
            baptiste, jean louis, jean philippe, jean marie, jean christophe, marie claire, marie france, marie
            christine, marie laure, marie pierre, marie helene, anne marie, anne sophie, anne laure, pierre yves, pierre
            louis, pierre alain, marc antoine, louis philippe, paul henri
        """,
        "de": """
            hans peter, hans jurgen, hans joachim, hans georg, hans werner, hans dieter, karl heinz, klaus peter, klaus
            dieter, heinz peter, franz josef, ernst august, anna lena, anna maria, anna sophie, anna katharina, eva
            maria, marie luise, ann kathrin, ann christin
        """,
        "it": """
            anna maria, maria grazia, maria teresa, pier paolo, pier luigi, gian luca, gian marco, gian carlo
        """,
        "nl": """
            jan willem, jan peter, anne marie, anne mieke, klaas jan, pieter jan, evert jan, annemarie
        """,
        "en": """
            mary ann, mary jane, mary anne, mary beth, mary kate, mary lou, sarah jane, billie jean, betty jo, peggy sue
        """,
        "sv da no": """
            lars erik, karl johan, carl gustaf, per olof, per erik, jan erik, sven erik, bengt ake, ann sofie, anne
            grethe, ole johan, nils petter, eva lena, ann christin, hans christian, jens peter, anne mette
        """,
        "pl": "jan maria",
    }
)
# Last names of China, Korea and Vietnam in Latin letters, which stand first or last; many are given names elsewhere.
ASIAN_SURNAMES = words_of(
    """
        an, ang, au, aw, bae, bai, ban, bang, bao, beh, bian, bui, byun, cai, cao, cha, chan, chang, chao, chau, che,
        cheah, chen, cheng, cheong, cheung, chew, chi, chia, chiang, chin, ching, chiu, cho, choe, choi, chong, choo,
        chow, choy, chu, chua, chui, chun, chung, cui, dai, dang, dao, deng, ding, dinh, do, doan, dong, du, duan,
        duong, fan, fang, fei, feng, fong, foo, fu, fung, gan, gao, ge, goh, gong, gu, guan, gui, guo, ha, hahn, han,
        hao, he, heng, heo, ho, hoang, hong, hou, hsiao, hsieh, hsu, hu, hua, huang, hui, hung, huo, huynh, hwang, im,
        jang, jeon, jeong, ji, jia, jiang, jin, jo, joo, ju, jung, kam, kan, kang, khoo, kieu, kim, ko, koh, kong, koo,
        ku, kuang, kuo, kwak, kwan, kwok, kwon, kwong, la, lai, lam, lao, lau, law, le, lee, lei, leong, leung, li,
        lian, liang, liao, liew, lim, lin, ling, liu, lo, loh, long, low, lu, lui, luo, luong, luu, lv, ly, ma, mai,
        man, mao, mei, meng, miao, min, mo, mok, nam, neo, ng, ngai, ngo, nguyen, nie, ning, niu, noh, oh, ong, ooi, ou,
        ouyang, paik, pak, pan, pang, park, pei, peng, pham, phan, phung, poon, pu, qi, qian, qiao, qin, qiu, qu, quach,
        quan, quek, ren, rong, ryu, see, seo, seow, sha, shan, shao, shen, sheng, shi, shih, shin, siew, sim, sin, siu,
        so, sohn, son, song, su, suh, sun, szeto, ta, tai, tam, tan, tang, tao, tay, teh, teng, teo, teoh, thai, thia,
        tian, tien, ting, to, toh, tong, tran, trinh, truong, tsai, tsang, tse, tseng, tsui, tu, tung, vo, vu, vuong,
        wan, wang, wee, wei, wen, weng, wong, woo, wu, xia, xiang, xiao, xie, xin, xing, xiong, xu, xue, yan, yang, yao,
        yap, yau, ye, yeh, yen, yeo, yeung, yi, yim, yin, ying, yip, yoo, yoon, you, yu, yuan, yuen, yun, yung, zeng,
        zha, zhai, zhan, zhang, zhao, zheng, zhong, zhou, zhu, zhuang, zhuo, zou, zuo
    """
)
# Of them, those after which several words are a middle and a given name.
VIETNAMESE = words_of(
    """
        nguyen, tran, le, pham, huynh, hoang, phan, vu, vo, dang, bui, do, ho, ngo, duong, ly, dinh, truong, trinh, mai,
        doan, luong, dao, luu, ta, to, cao, quach, thai, kieu, vuong, phung, ha
    """
)
# The characters with which many names in Chinese, Japanese and Korean script begin.
SURNAME_CHARACTERS = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍段雷钱錢汤湯尹黎"
    "易武乔喬贺賀赖賴龚龔佐鈴木村山中小伊渡斎藤加吉松井清池橋阿森岡長近後坂遠青福太西三原野竹宮"
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원방공현변염추도"
)
# Patronymics: the word before one is the given name.
PATRONYMIC = re.compile(r".{2,}(?:вич|вна|ична|ьич)|.{3,}(?:ovich|evich|ovna|evna|ichna)")

_INITIALS = re.compile(r"[^\W\d_](?:-[^\W\d_]\.?)?|(?:[^\W\d_]\.-?){1,4}")


def is_initial(word: str) -> bool:
    """Whether a word is an initial ("J.", "J", "J.-P.") of a script with letter case; 李 is a whole name."""
    return bool(_INITIALS.fullmatch(word)) and word[0].lower() != word[0].upper()


# "McDONALD" is in capitals, too.
_IN_CAPITALS = re.compile(r"(?:Mc|Mac|Fitz|De|Di|La|Le|O')[^\W\d_]{2,}")


def in_capitals(word: str) -> bool:
    """Whether a word of a name is in capitals, apart from the beginning of "McDONALD"."""
    return word.isupper() or bool(_IN_CAPITALS.fullmatch(word) and word[-2:].isupper())


def all_in_capitals(name: str) -> bool:
    """Whether all words of a name are in capitals, apart from particles."""
    words = name.replace(",", " ").split()
    return any(map(str.isupper, words)) and all(
        in_capitals(word) or (word.islower() and is_particle(word)) for word in words
    )


def is_particle(word: str) -> bool:
    """Whether a word of a name is a particle: "van", "De", "al-Sayegh"; "Ben" with a capital is a given name."""
    text = folded(word)
    if text.startswith(("al-", "el-", "ben-", "bin-", "o-")):
        return True
    return text in PARTICLES and (word.islower() or text not in CAPITAL_NAMES)


def is_title(word: str) -> bool:
    """Whether a word before a name is a title: "Dr", "Herr", "Dipl.-Ing.", "med."."""
    text = folded(word)
    if text.startswith("dipl") or text in TITLES or (word.endswith(".") and text in DOTTED_TITLES):
        return True
    pieces = [folded(piece) for piece in re.split(r"[.-]+", word) if piece]
    return len(pieces) > 1 and all(piece in TITLES or piece in DOTTED_TITLES for piece in pieces)


def is_degree(word: str) -> bool:
    """Whether a word behind a name is a degree or a suffix: "PhD", "M.A.", "Jr."."""
    text = folded(word)
    if text in DEGREES or text in SUFFIXES:
        return True
    return text in CAPITAL_DEGREES and (word.isupper() or "." in word)
