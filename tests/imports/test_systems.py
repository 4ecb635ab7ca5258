"""What systems export, one file or more of each, and what becomes of them."""
# ruff: noqa: E501, ISC004  (Lines of exports.)

import json
from datetime import date
from typing import Any

import pytest

from tests.imports.making import gathered, of_text, people, workbook

# System → its file, and what the people in it must have, in the order of the file.
TABLES: dict[str, tuple[str, list[dict[str, str]]]] = {
    "Indeed": (
        "name,email,phone,status,candidate location,relevant experience,education,job title,job location,date,"
        "interest level,source\n"
        'Ada Ok,adaok_1@indeedemail.com,\'+1 570 555 0101,Rejected,"Erie, PA",Billing,BA,Clerk,Erie,1/1/2026,Yes,Indeed\n'
        "Bo Ek,bo@o.example,,Contacted,,,,Clerk,Erie,2026-04-11,,Indeed\n",
        [{"phone": "+1 570 555 0101", "shelved_from": "Clerk", "shelved_on": "", "title": "", "skills": ""}],
    ),
    "OpenCATS": (
        "First Name,Last Name,E-Mail,Home Phone,Cell Phone,Work Phone,Address,City,State,Zip,Misc Notes,Web Site,Key Skills,"
        "Source,Available,Current Employer,Current Pay,Desired Pay,Can Relocate,Owner,Created,Modified,OwnerID,IsHot\n"
        'Ana,Lima,ana@l.example,555-010-0001,555-010-0002,,12 Elm St,Erie,PA,16501,likes trains,https://ana.example,"Java, '
        'SQL",Indeed,2026-01-01,Acme,90000,100000,1,Dana,03-14-26,04-01-26,3,0\n',
        [
            {
                "phone": "555-010-0002",
                "location": "Erie, PA",
                "company": "Acme",
                "pay": "100000",
                "owner": "Dana",
                "profile_url": "https://ana.example",
                "notes": "likes trains",
                "shelved_on": "",
                "last_contact": "",
            }
        ],
    ),
    "LinkedIn Talent Hub": (
        "candidate_id,project_id,first_name,last_name,emails,phone_numbers,tags,profile_url,sourcing_channels,hiring_state_id,"
        "created_time,created_datetime,last_modified_time\n"
        "77,9,Ben,Ochieng,b@o.example;b2@o.example,+254 700 000001;+254 700 000002,go;rust,https://www.linkedin.com/in/ex-b,"
        "Ads,4,1767225600000,2026-01-01 00:00:00,1772712000000\n",
        [{"email": "b@o.example", "phone": "+254 700 000001", "skills": "", "stage": "", "shelved_on": ""}],
    ),
    "LinkedIn Recruiter": (
        "First Name,Last Name,Title,Company,Location,Profile URL,Project,Stage\n"
        'Chi,Nwosu,Data Engineer,Lagos Co,"Lagos, Nigeria",https://www.linkedin.com/in/ex-chi,Data 2026,Contacted\n',
        [{"title": "Data Engineer", "shelved_from": "Data 2026", "email": ""}],
    ),
    "Greenhouse": (
        "Candidate ID,First Name,Last Name,Email,Phone,Job,Stage,Status,Source,Recruiter,Created At,Rejection Reason\n"
        "1,Eva,Moor,eva@m.example,,Backend,Offer,Rejected,LinkedIn,Iris,2026-01-02,Preferred another candidate\n"
        "1,Eva,Moor,eva@m.example,,Frontend,Application Review,Rejected,LinkedIn,Iris,2025-01-02,Lacking "
        "skill(s)/qualification(s)\n"
        "2,Fay,Li,fay@l.example,,Backend,Offer,Hired,Referral,Iris,2026-01-02,\n"
        "3,Gus,Ek,gus@e.example,,Backend,Phone Interview,Active,Referral,Iris,2026-01-02,\n"
        "4,Ivy,Spam,ivy@s.example,,Backend,Application Review,Rejected,,,2026-01-02,Spam\n",
        [{"shelve_reason": "Lost to another finalist", "stage": "Offer", "owner": "Iris", "shelved_from": "Backend"}],
    ),
    "Lever": (
        "Full name,Email,Lever Posting URL,Stage,Sources,Origin,Resume Filename,links,tags\n"
        'Kim Berg,"kim@b.example,kim2@b.example",https://jobs.lever.co/x/1,Phone screen,"LinkedIn,Referral",Sourced,kim.pdf,'
        '"https://kim.example, https://linkedin.com/in/ex-kim","go,rust"\n',
        [{"email": "kim@b.example", "profile_url": "https://linkedin.com/in/ex-kim", "stage": "Screen", "skills": ""}],
    ),
    "Workable": (
        "name,email,job title,headline,creation time,stage,tags,job department,job location,source,type,phone,address,summary,"
        "keywords,educations,experiences\n"
        "Lea Roy,lea@r.example,Data Engineer,Analyst,2026-01-02 10:00:00,Disqualified,x,IT,Paris,Careers,applied,+33 1 99 00 00 "
        '01,"Paris, France",sum,"SQL, dbt",,\n',
        [{"title": "Analyst", "shelved_from": "Data Engineer", "skills": "SQL, dbt", "location": "Paris, France"}],
    ),
    "Zoho Recruit": (
        "Candidate ID,Candidate Owner,Salutation,First Name,Last Name,Candidate Source,Phone,Mobile,Email,Secondary Email,"
        "Candidate Status,Rating,Email Opt-out,Street,City,State,Zip Code,Country,Experience in Years,Current Job Title,"
        "Current Employer,Expected Salary,Current Salary\n"
        "Z1,Dana,Ms.,Mia,Ito,Ads,03-555-0101,090-555-0102,mia@i.example,m2@i.example,New,4,true,1-2 Cho,Kobe,Hyogo,650,Japan,7,"
        "SRE,Kita,9000000,8000000\n"
        "Z2,Dana,Mr.,Noa,Bar,Ads,,,noa@b.example,,Offer-Declined,,false,,Haifa,,,Israel,3,QA,,,\n"
        "Z3,Dana,Mr.,Oz,Gal,Ads,,,oz@g.example,,Interview-Scheduled,,false,,Haifa,,,Israel,3,QA,,,\n",
        [
            {
                "do_not_contact": "yes",
                "location": "Kobe, Hyogo, Japan",
                "phone": "090-555-0102",
                "stage": "",
                "owner": "Dana",
            },
            {"shelve_reason": "Declined offer", "stage": "Offer", "do_not_contact": ""},
        ],
    ),
    "Bullhorn": (
        "id,firstName,lastName,occupation,companyName,status,phone,phone2,phone3,mobile,email,email2,email3,address,dateAdded\n"
        '902,Quy,Tran,Chef,Pho Co,New Lead,+84 1 000 0001,,,+84 9 000 0001,q@t.example,q2@t.example,,"Hue, Vietnam",'
        "1767225600000\n",
        [{"title": "Chef", "company": "Pho Co", "phone": "+84 9 000 0001", "location": "Hue, Vietnam", "stage": ""}],
    ),
    "PeopleForce": (
        "full_name,email,gender,skills,phone number,skype_id,source,linkedin_url,position,location,added_on,date_of_birth,"
        "desired_salary,curency_code,notes,created_by_id\n"
        "Réka Szent,r@t.example,female,Vue; CSS,,x,Djinn,,Dev,Szeged,2025-08-14,1995-02-28,38000,EUR,,17\n",
        [{"pay": "38000", "currency": "EUR", "skills": "Vue, CSS", "owner": "", "shelved_on": ""}],
    ),
    "Odoo": (
        "Subject / Application,Applicant's Name,Email,Applied Job,Stage,Refuse Reason,Recruiter,Expected Salary,Created on\n"
        "App 1,Rui Sa,r@s.example,Dev,First Interview,Refused by Applicant: better offer,Dana,50000,2026-01-02\n"
        "App 2,Sia Ro,s@r.example,Dev,Contract Proposal,Refused by Applicant: better offer,Dana,,2026-01-02\n"
        "App 3,Tia Mo,t@m.example,Dev,Initial Qualification,Language issues,Dana,,2026-01-02\n",
        [
            {"shelve_reason": "Withdrew", "stage": "Interview"},
            {"shelve_reason": "Declined offer", "stage": "Offer"},
            {"shelve_reason": "Skill gap", "stage": "Applied"},
        ],
    ),
    "Oracle Recruiting": (
        "Candidate Number,Candidate First Name,Candidate Last Name,Email,Requisition Number,Requisition Title,Current Phase,"
        "Current State,Disposition Reason,Disposition Date\n"
        "C1,Wes,Ott,w@o.example,4711,Analyst,Interview,Rejected by Employer,The job requisition was canceled.,2026-02-02\n"
        "C2,Xi,Pan,x@p.example,4711,Analyst,Offer,Withdrawn by Candidate,Candidate declined job offer.,2026-02-03\n",
        [
            {"shelve_reason": "Headcount frozen", "shelved_on": "2026-02-02", "shelved_from": "4711"},
            {"shelve_reason": "Declined offer", "shelved_on": "2026-02-03"},
        ],
    ),
    # Systems without headers of their own: the words of their reasons are known all the same.
    "tracker": (
        "Candidate Name,Candidate Email,Job Title,Job ID,Application Status,Rejection Reason,Withdrawal Reason,Rejection Date,"
        "Withdrawal Date\n"
        "Yan Oh,y@o.example,Dev,REF12,Rejected,Did not meet minimum qualifications,,2026-02-02,\n"
        "Zoe Po,z@p.example,Dev,REF12,Withdrawn,,Took another job,,2026-02-05\n"
        "Abe Il,a@i.example,Dev,REF12,Rejected,Not Eligible for Rehire,,2026-02-02,\n"
        "Bea Ur,b@u.example,Dev,REF12,Rejected,Closed as Duplicate,,2026-02-02,\n",
        [
            {"title": "", "shelved_from": "REF12", "shelve_reason": "Skill gap", "shelved_on": "2026-02-02"},
            {"shelve_reason": "Timing", "shelved_on": "2026-02-05"},
            {"shelve_reason": "Other", "reason_detail": "Not Eligible for Rehire"},
        ],
    ),
}


def expect(found: list[Any], wanted: list[dict[str, str]]) -> None:
    assert [{role: one.get(role, "") for role in want} for one, want in zip(found, wanted, strict=True)] == wanted


@pytest.mark.parametrize("system", TABLES)
def test_tables(system: str) -> None:
    text, wanted = TABLES[system]
    found = of_text(text)
    assert found.format == system
    expect(people(found), wanted)


def test_horilla() -> None:
    head = ["Name", "Recruitment", "Job position", "Stage", "Email", "Mobile", "Hired", "Joining date", "Canceled"]
    head += ["Converted", "Rejected Description", "Date of birth", "Gender", "Zip code"]
    rows = [
        [
            "Ada Ok",
            "R1",
            "Dev",
            "Interview",
            "a@o.example",
            "",
            False,
            None,
            True,
            False,
            "Long distance",
            date(1990, 1, 1),
        ],
        ["Bo Ek", "R1", "Dev", "Hired", "b@o.example", "", True, date(2026, 3, 1), False, True, None],
        ["Cy Li", "R1", "Dev", "Initial", "c@o.example", "", False, None, False, False, None],
    ]
    found = gathered(("Candidates.xlsx", workbook([head, *rows])))
    assert (found.format, found.dropped) == ("Horilla", ["Date of birth", "Gender", "Zip code"])
    expect(people(found), [{"shelve_reason": "Location", "stage": "Interview"}])
    assert [(one.who, one.why.split(" ")[0]) for one in found.left] == [("Bo Ek", "was"), ("Cy Li", "still")]


def as_json(value: Any, name: str = "data.json") -> tuple[str, bytes]:
    return name, json.dumps(value).encode()


ASHBY = {
    "id": "a1",
    "status": "Archived",
    "candidate": {"id": "c1", "name": "Abe Ash"},
    "currentInterviewStage": {"id": "x", "title": "Archived", "type": "Archived"},
    "job": {"id": "j", "title": "Designer"},
    "archiveReason": {"id": "r", "text": "Family first", "reasonType": "RejectedByCandidate"},
    "archivedAt": "2026-03-03T12:00:00Z",
    "createdAt": "2026-01-02T12:00:00Z",
    "hiringTeam": [{"firstName": "Ida", "lastName": "Rec", "role": "Recruiter"}],
    "applicationHistory": [{"title": "Application Review"}, {"title": "Final Round"}, {"title": "Archived"}],
}
PERSON = {
    "id": "c1",
    "name": "Abe Ash",
    "primaryEmailAddress": {"value": "abe@a.example", "type": "Personal", "isPrimary": True},
    "position": "Designer",
    "location": {"locationSummary": "Rome, Italy"},
    "socialLinks": [{"type": "LinkedIn", "url": "https://www.linkedin.com/in/ex-abe"}],
    "customFields": [{"title": "Gender", "value": "f"}],
    "tags": [{"title": "go"}],
}


def test_ashby() -> None:
    """The stage that was reached is the last one before "Archived"; custom fields are never imported."""
    found = gathered(
        as_json({"results": [ASHBY]}, "applications.json"), as_json({"results": [PERSON]}, "candidates.json")
    )
    assert (found.format, found.dropped) == ("Ashby", ["Gender"])
    wanted = {"email": "abe@a.example", "stage": "Final", "shelve_reason": "Withdrew", "reason_detail": "Family first"}
    expect(
        people(found),
        [{**wanted, "owner": "Ida Rec", "shelved_on": "2026-03-03", "skills": "", "shelved_from": "Designer"}],
    )


def greenhouse(**changes: Any) -> dict[str, Any]:
    application = {
        "id": 11,
        "candidate_id": 1,
        "prospect": False,
        "applied_at": "2026-01-01T12:00:00Z",
        "status": "rejected",
        "rejected_at": "2026-02-01T12:00:00Z",
        "jobs": [{"id": 3, "name": "Dev"}],
        "current_stage": {"id": 4, "name": "Offer"},
        "rejection_reason": {"id": 1, "name": "Other (add notes below)", "type": {"id": 2, "name": "THEY REJECTED US"}},
    }
    return {**application, **changes}


CANDIDATE = {
    "id": 1,
    "first_name": "Ada",
    "last_name": "Ok",
    "is_private": False,
    "can_email": False,
    "application_ids": [11],
    "email_addresses": [{"value": "a@o.example", "type": "personal"}],
    "recruiter": {"id": 7, "name": "Iris"},
}


def test_greenhouse_in_files_of_their_own() -> None:
    """Applications are joined by the candidate's ID; one that was converted is left out."""
    applications = [greenhouse(), greenhouse(id=12, status="converted", prospect=True, jobs=[])]
    found = gathered(as_json(applications, "applications.json"), as_json([CANDIDATE], "candidates.json"))
    wanted = {"shelve_reason": "Withdrew", "stage": "Offer", "do_not_contact": "yes", "owner": "Iris"}
    expect(people(found), [{**wanted, "shelved_on": "2026-02-01", "candidate_id": "1", "shelved_from": "Dev"}])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"rejection_reason": {"name": "Duplicate", "type": {"name": "None specified"}}}, "rejected as duplicate"),
        ({"status": "hired", "rejected_at": None, "rejection_reason": None}, "was hired"),
        ({"status": "active", "rejected_at": None, "rejection_reason": None}, "still in process for Dev"),
    ],
)
def test_who_is_left_out(change: dict[str, Any], why: str) -> None:
    found = gathered(as_json([{**CANDIDATE, "applications": [greenhouse(**change)]}]))
    assert people(found) == []
    assert [one.why.startswith(why) for one in found.left] == [True]


def test_lever_without_its_reasons() -> None:
    """An ID never shows as a reason, a stage or an owner."""
    one = {
        "id": "00000001-0000-4000-8000-000000001eef",
        "name": "Yael Cohen",
        "contact": "00000321-0000-4000-8000-00000060c9cf",
        "emails": ["y@c.example"],
        "stage": "00000064-0000-4000-8000-0000000c155c",
        "sources": ["A", "B"],
        "tags": ["go"],
        "archived": {"reason": "00000065-0000-4000-8000-0000000c344b", "archivedAt": 1772712000000},
        "stageChanges": [],
        "owner": "00000009-0000-4000-8000-000000011667",
        "snoozedUntil": 1801483200000,
        "createdAt": 1768046400000,
    }
    (person,) = people(gathered(as_json({"data": [one]})))
    expect(
        [person],
        [{"shelve_reason": "", "stage": "", "owner": "", "shelved_on": "2026-03-05", "revisit_on": "2027-02-01"}],
    )


def test_kombo() -> None:
    person = {"id": "c", "first_name": "Ada", "last_name": "Ok", "email_addresses": [{"email_address": "a@o.example"}]}
    one = {"id": "8x", "outcome": "DECLINED", "rejection_reason_name": "Salary too high", "candidate": person}
    rejected = {
        **one,
        "rejected_at": "2026-02-03T12:00:00Z",
        "current_stage": {"name": "Phone screen"},
        "job": {"name": "Dev"},
    }
    found = gathered(as_json({"status": "success", "data": {"results": [rejected]}}))
    assert found.format == "Kombo"
    expect(people(found), [{"shelve_reason": "Pay too high", "shelved_on": "2026-02-03", "stage": "Screen"}])


def test_smartrecruiters() -> None:
    main = {
        "job": {"title": "Dev"},
        "status": "WITHDRAWN",
        "reasonOfWithdrawal": {"id": "1", "label": "Commute"},
        "source": "Ads",
    }
    one = {"id": "u", "firstName": "Ada", "lastName": "Ok", "email": "a@o.example", "primaryAssignment": main}
    found = gathered(as_json({"totalFound": 1, "content": [one]}))
    expect(people(found), [{"shelve_reason": "Location", "shelved_from": "Dev", "source": "Ads"}])


def test_lines_of_json_of_no_known_system() -> None:
    lines = '{"name":"Ada","email":"a@o.example","rejected_at":"2026-02-03","gender":"f"}\n{"name":"Bo","email":"b@o.example"}\n'
    found = of_text(lines, "people.jsonl")
    assert (found.format, found.dropped) == ("tracker", ["gender"])
    expect(people(found), [{"name": "Ada", "shelved_on": "2026-02-03"}, {"name": "Bo", "shelved_on": ""}])


# What else systems export, with what the first person must have.
MORE: dict[str, tuple[str, dict[str, str]]] = {
    "JazzHR": (
        "First Name,Last Name,Email,Job Title,Apply Date,Workflow Step,Disposition,Disposition Date\n"
        "Ada,Ok,ada@o.example,Nurse,2026-01-15,Interview,Not Hired - Salary,2026-02-15\n",
        {
            "shelved_from": "Nurse",
            "title": "",
            "stage": "Interview",
            "shelve_reason": "Pay too high",
            "reason_detail": "Not Hired - Salary",
            "shelved_on": "2026-02-15",
        },
    ),
    "Workday": (
        "Candidate,Email Address,Job Requisition,Recruiting Stage,Disposition,Disposition Reason,Disposition Date,Primary Recruiter\n"
        "Ada Ok,ada@o.example,R-101 Engineer,Interview,Declined by Business,Compensation too high,2026-02-03,Dana\n",
        {
            "shelve_reason": "Pay too high",
            "shelved_on": "2026-02-03",
            "owner": "Dana",
            "shelved_from": "R-101 Engineer",
        },
    ),
    "BambooHR": (
        "Applicant Name,Applicant Email,Job Opening,Status,Status Updated,Hiring Lead\n"
        "Ada Ok,ada@o.example,Engineer,Hired Elsewhere,2026-02-03,Dana\n",
        {"shelve_reason": "Withdrew", "shelved_on": "2026-02-03", "owner": "Dana"},
    ),
    "Breezy": (
        "name,email,headline,position,stage,disqualify_reason,addedDate\n"
        "Ada Ok,ada@o.example,Engineer at Acme,Backend Engineer,Disqualified,Overqualified,2026-01-04\n",
        {
            "title": "Engineer at Acme",
            "shelved_from": "Backend Engineer",
            "shelve_reason": "Too senior",
            "shelved_on": "",
        },
    ),
    "Oracle": (
        "Candidate Number,Candidate Name,Candidate Email,Requisition Number,Phase,State,Reason,Status Change Date\n"
        "31,Ada Ok,ada@o.example,R-1,Interviews and Selection,Rejected by Employer,The job requisition was canceled.,2026-02-03\n",
        {"stage": "Interview", "location": "", "shelve_reason": "Headcount frozen", "shelved_on": "2026-02-03"},
    ),
    "Odoo's own names of fields": (
        '"id","partner_name","email_from","job_id/name","stage_id/name","refuse_reason_id/name"\n'
        '"__export__.hr_applicant_1","Ada Ok","ada@o.example","Engineer","First Interview","Language issues"\n',
        {"name": "Ada Ok", "candidate_id": "", "shelve_reason": "Skill gap", "stage": "Interview"},
    ),
    "Ashby": (
        "Candidate Name,Primary Email Address,Job,Current Interview Stage,Application Status,Archive Reason,Archived At,"
        "Application Created At\n"
        "Ada Ok,ada@o.example,Engineer,Onsite,Archived,Lacks Skills/Qualifications,2026-02-03,2026-01-04\n",
        {"stage": "Interview", "shelve_reason": "Skill gap", "shelved_on": "2026-02-03"},
    ),
    "softgarden": (
        "Bewerber-ID;Vorname;Name;E-Mail;Job-Titel;Job-ID;Status;Absagegrund;Absage am;Bewerbungseingang\n"
        "1;Ada;Öz;ada@o.example;Entwickler;J1;Abgesagt;Überqualifiziert;03.02.2026;04.01.2026\n",
        {"title": "", "shelved_from": "J1", "shelve_reason": "Too senior", "shelved_on": "2026-02-03"},
    ),
}


@pytest.mark.parametrize("system", MORE)
def test_more_tables(system: str) -> None:
    """The opening's title is not the person's, a disposition is no reason, and the day of a status is that of its end."""
    text, wanted = MORE[system]
    first = people(of_text(text))[0]
    assert {role: first.get(role, "") for role in wanted} == wanted


def test_zoho_converts_whom_it_hires() -> None:
    """Who was hired is not added."""
    header = "Candidate ID,Candidate Owner,First Name,Last Name,Email,Candidate Status\n"
    found = of_text(header + "1,Dana,Bo,Ek,b@e.example,Converted - Employee\n")
    assert [one.status for one in found.people] == ["hired"] or "hired" in found.left[0].why


def test_greenhouse_names_its_reasons_in_a_file() -> None:
    """The third version of Harvest gives IDs of reasons and jobs, and the name of the stage."""
    person = {
        "id": 1,
        "first_name": "Ada",
        "last_name": "Ok",
        "private": False,
        "email_addresses": [{"value": "a@o.example"}],
    }
    application = {"id": 11, "candidate_id": 1, "job_id": 7, "status": "rejected", "stage_name": "Onsite"}
    application |= {
        "rejection_reason_id": 5,
        "rejected_at": "2026-02-03T12:00:00Z",
        "applied_at": "2026-01-03T12:00:00Z",
    }
    files = {
        "candidates.json": [{**person, "can_email": True}],
        "applications.json": [application],
        "reasons.json": [{"id": 5, "name": "Other [They rejected us]", "type": {"id": 2, "name": "They rejected us"}}],
        "jobs.json": [{"id": 7, "name": "Backend", "requisition_id": "R-7", "status": "closed"}],
    }
    found = gathered(*((name, json.dumps(value).encode()) for name, value in files.items()))
    first = people(found)[0]
    wanted = {"stage": "Interview", "shelved_from": "Backend", "shelve_reason": "Withdrew", "shelved_on": "2026-02-03"}
    assert {role: first.get(role) for role in wanted} == wanted
    assert not found.unknown_reasons


def test_headers_that_say_whom_they_are_about() -> None:
    """Reports of iCIMS: "Person : Email". What is the recruiter's or the opening's is not the candidate's."""
    head = (
        "Person : Full Name: First Last,Person : Email,Person : Gender,Requisition ID,Job Title,Job : Location,"
        "Recruiter : Full Name,Recruiter : Email,Date Rejected\n"
    )
    found = of_text(
        f"{head}Ada Okafor,ada@o.example,F,2026-104,Analyst,Boston,Dana Holt,dana@acme.example,2026-03-14\n"
    )
    (person,) = people(found)
    shelved = {"shelved_from": "2026-104", "owner": "Dana Holt", "shelved_on": "2026-03-14"}
    assert person == {"name": "Ada Okafor", "email": "ada@o.example", **shelved}
    assert found.dropped == ["Person : Gender"]


@pytest.mark.parametrize(
    ("header", "known"),
    [
        *((one, "R-7") for one in ("Référence du poste", "ID de la vacante", "ID posizione", "Vacaturenummer")),
        *((one, "R-7") for one in ("Numer rekrutacji", "ID da vaga", "Titel der Stelle", "Nom de l'offre")),
        *((one, None) for one in ("Référence", "Reference", "Referencia", "Nazwa stanowiska")),
    ],
)
def test_openings_of_other_languages(header: str, known: str | None) -> None:
    """A bare reference may be the candidate's, and a position theirs."""
    (person,) = people(of_text(f"Name,Email,{header},Rejected on\nAda Ok,a@o.example,R-7,2026-03-14\n"))
    assert person.get("shelved_from") == known
