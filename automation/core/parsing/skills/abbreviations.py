"""Abbreviations of several skills: the other skills of the cell show which one is meant; otherwise it is asked."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from automation.core.model import Skill, Stance
from automation.core.parsing.skills.names import known
from automation.core.taxonomy.skill_words import squash, words_of
from automation.core.text import names_in


@dataclass(frozen=True)
class _Abbreviation:
    """What an abbreviation may mean, with words that stand beside each meaning.

    `alone` is what it means without such words: "" leaves it as it is, None asks.
    """

    meanings: Mapping[str, frozenset[str]]
    alone: str | None = ""


def _of(alone: str | None = "", **meanings: str) -> _Abbreviation:
    return _Abbreviation(
        {name.replace("_", " "): frozenset(map(squash, names_in(words))) for name, words in meanings.items()}, alone
    )


_DESIGN = """
    photoshop, illustrator, indesign, adobe, adobe xd, xd, ai, ps, id, ae, pr, after effects, premiere, premiere pro,
    lightroom, coreldraw, figma, sketch, acrobat, creative suite, creative cloud, indd, adobe photoshop,
    adobe illustrator, adobe indesign, graphic design, layout
"""
_CLOUD = """
    aws, azure, gcp, packer, ansible, docker, kubernetes, k8s, helm, jenkins, ci/cd, devops, linux, vault, consul,
    nomad, pulumi, cloudformation, cloud, terragrunt, argocd, prometheus, grafana, gitlab ci, github actions, iac,
    sre, chef, puppet, vagrant, openshift, eks, gke, aks, ec2, bash
"""
_LEARNING = """
    keras, pytorch, torch, scikit-learn, sklearn, numpy, pandas, ml, dl, nlp, machine learning, deep learning, opencv,
    cuda, llm, llms, hugging face, huggingface, transformers, xgboost, jax, computer vision, cv, neural networks, ai,
    tensorflow, gan, cnn, rnn, jupyter, data science, spacy, mlflow, rl, gpt, tensorrt
"""
_SAP_BESIDE = "sap, s/4hana, sap s/4hana, abap, mm, sd, fi, co, pp, wm, qm, hcm, fico, ewm, hana"
_CLINICAL = """
    ich, clinical trials, clinical trial, clinical research, cra, crf, ecrf, edc, gmp, glp, gdp, gvp, ctms, monitoring,
    site monitoring, pharmacovigilance, regulatory affairs, fda, ema, irb, sop, sops, clinical, trials, medidata
"""
_ADVERTS = """
    cpc, cpm, cpl, cpi, cps, roas, ppc, seo, sem, ads, google ads, facebook ads, campaigns, affiliate, ctr, rtb, dsp,
    media buying, affiliate marketing, performance marketing, cro
"""
_ACCOUNTS = """
    accounting, audit, tax, gaap, us gaap, ifrs, cma, cfa, acca, aca, bookkeeping, quickbooks, payroll, auditing, big 4,
    financial reporting, accounts payable, sox
"""
_NURSING = """
    bls, acls, pals, icu, nursing, cna, lpn, patient care, er, bsn, nclex, msn, cpr, telemetry, med surg, nicu, picu,
    nrp, tncc, ccrn, wound care, triage, epic, midwifery, emergency
"""
_FRONTEND = """
    react, javascript, typescript, js, ts, ios, android, redux, expo, mobile, kotlin, swift, flutter, node, node.js,
    react native, reactjs, html, css, xcode, firebase
"""
_DATABASES = """
    redis, mysql, sql, mongodb, mongo, docker, node, node.js, django, rails, db, database, databases, oracle, mssql,
    sql server, mariadb, elasticsearch, kafka, python, java, spring, flask, kubernetes, aws, golang, go, php, ruby
"""
_WELDING = """
    mig, mag, tig, wig, e-hand, mig/mag, schweißen, schweißer, schweißerin, welding, welder, soudage, soudure, soudeur,
    soldador, soldadura, saldatura, saldatore, lassen, lasser, spawanie, spawacz, soldagem
"""

_ABBREVIATIONS: Mapping[str, _Abbreviation] = {
    "tf": _of(None, Terraform=_CLOUD, TensorFlow=_LEARNING),
    "ai": _of("", Adobe_Illustrator="ps, id, ae, adobe, indesign, adobe xd, adobe indesign"),
    "adobeai": _of(""),
    "ps": _of("", Adobe_Photoshop=_DESIGN, PowerShell="windows server, active directory, exchange, azure ad, ad, bash"),
    "id": _of("", Adobe_InDesign=_DESIGN),
    "ae": _of("", Adobe_After_Effects=_DESIGN),
    "rn": _of("Registered Nurse", Registered_Nurse=_NURSING, React_Native=_FRONTEND),
    "pg": _of(None, PostgreSQL=_DATABASES),
    "dl": _of("", Deep_learning=_LEARNING),
    "cv": _of("", Computer_vision=_LEARNING),
    "rl": _of("", Reinforcement_learning=_LEARNING),
    "ts": _of("TypeScript", Security_clearance="sci, clearance, secret, dod, nato, security clearance"),
    "gcp": _of("Google Cloud", Good_Clinical_Practice=_CLINICAL),
    "cpa": _of("Certified public accountant", Cost_per_action=_ADVERTS, Certified_public_accountant=_ACCOUNTS),
    "ar": _of("Accounts receivable", Augmented_reality="vr, xr, mr, unity, unreal, arkit, arcore, 3d"),
    "csm": _of("", Certified_Scrum_Master="scrum, agile, cspo, psm, safe, kanban, scrum master"),
    "gtm": _of("", Google_Tag_Manager="ga, ga4, google analytics, seo, sem, google ads, looker studio"),
    "sf": _of("", Salesforce="apex, lwc, visualforce, soql, sfdc, crm, sales cloud, service cloud"),
    "pr": _of(
        "Public relations", Adobe_Premiere_Pro="ae, after effects, ps, photoshop, video editing, davinci resolve"
    ),
    "wig": _of("", TIG_welding=_WELDING),
    "mag": _of("", MIG_welding=_WELDING),
    "mm": _of("", SAP_MM=_SAP_BESIDE),
    "sd": _of("", SAP_SD=_SAP_BESIDE),
    "fi": _of("", SAP_FI=_SAP_BESIDE),
    "co": _of("", SAP_CO=_SAP_BESIDE),
    "pp": _of("", SAP_PP=_SAP_BESIDE),
}


def ambiguous(text: str) -> tuple[str, ...]:
    """What an abbreviation may mean, if it must be asked; () for other texts."""
    found = _ABBREVIATIONS.get(squash(text))
    return tuple(found.meanings) if found and found.alone is None and len(found.meanings) > 1 else ()


def resolved(skills: Sequence[Skill], taught: AbstractSet[str]) -> list[Skill]:
    """Skills with their abbreviations as what they mean beside the others; those that may mean two are doubtful."""
    found = [number for number, skill in enumerate(skills) if holds_abbreviation(skill.text)]
    if not found:
        return list(skills)
    beside = [{squash(part) for part in (skill.text, *words_of(skill.text))} for skill in skills]
    return [
        _one(skill, set().union(*beside[:number], *beside[number + 1 :]), beside[number])
        if number in found and squash(skill.text) not in taught
        else skill
        for number, skill in enumerate(skills)
    ]


_SHORT = frozenset(_ABBREVIATIONS)
# Lower case, these are words.
_WORDS = frozenset(names_in("co, id, fi, pp, mag, mm, sd, ps, ar, pg, wig"))
_PARTS = re.compile(r"[\s/-]+")


@lru_cache(maxsize=100_000)
def holds_abbreviation(text: str) -> bool:
    """Whether a text is such an abbreviation, or holds one and is no name as a whole: "CPA/CPC campaigns"."""
    parts = _PARTS.split(text.casefold())
    return not _SHORT.isdisjoint(parts) and (len(parts) == 1 or not known().means(text))


def _one(skill: Skill, beside: AbstractSet[str], own: AbstractSet[str]) -> Skill:
    """A skill with what its abbreviation means beside other words, those of other skills and its own."""
    text = skill.text
    for part in dict.fromkeys(_PARTS.split(text)):
        key = squash(part)
        abbreviation = _ABBREVIATIONS.get(key)
        if abbreviation is None:
            continue
        # Inside a longer text, only its own words tell: "SPC4 -B Co" is no module of SAP.
        around = ((beside | own) if len(_PARTS.split(text)) < 3 else own) - {key}
        shown = [name for name, words in abbreviation.meanings.items() if not words.isdisjoint(around)]
        if len(shown) == 1 and (part.isupper() or key not in _WORDS):
            named = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", shown[0], text)
            text = re.sub(r"\b(\w+) \1\b", r"\1", named)
        elif part == text and abbreviation.alone is None and skill.stance.counts:
            return Skill(text, Stance.DOUBTFUL, skill.said)
    return skill if text == skill.text else Skill(text, skill.stance, skill.words)
