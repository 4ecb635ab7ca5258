"""The given names of Faker's lists, and whether each is also a last name: what `make_dictionaries` writes.

Faker (MIT) has lists of given and last names by country. They show neither how common a name is nor who bears it; the
number of countries says enough to tell "Anna" from "Martin" and "Harper".
"""

# ruff: noqa: INP001  The folder holds programs, it is no package.
import importlib
import pkgutil
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from automation.core.identity.name_words import folded

FAKER = "40.63.0"
# Without lists: a country's names in another's script, all of it placeholders, or given and last names mixed.
_LEFT_OUT = {"es", "en_TH", "en_PK", "ar_PS", "ar_SA"}
# Names in these scripts are not parted by spaces, so that they are never looked up word by word.
_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN", "DEVANAGARI"}
# Their given names in Latin letters are last names as well.
_SYLLABLES = {"zh_CN", "zh_TW", "ko_KR", "vi_VN"}
# The list of all names that children got in the US for 130 years: towns and last names among them.
_CHILDREN = {"en"}
# As many countries as a name of our own counts for.
_WEIGHT = 4
# Common names that the lists lack: of India and Pakistan, of West Africa, of the Philippines, and short forms.
_MORE = """
    aditya ajay ajit akash akhil akshay aman amar amit amitabh amol amrita anand anant ananya anil anirudh anita anjali
    ankit ankita ankur anoop anuj anupam anuradha anusha apurva archana arjun arpit arun aruna arvind ashish ashok
    ashwin asha avinash ayush babita bharath bharat bhavana bhavesh bhavya chaitanya chandan chetan chitra darshan deepa
    deepak deepika dhananjay dhiraj dhruv dilip dinesh divya farhan farhana fatima ganesh gaurav gauri gautam geeta
    girish gopal govind gurpreet hardik hari harish harpreet harsh harsha hemant hemlata himanshu hitesh imran indira
    irfan ishaan ishita jagdish janaki jatin jaya jayant jayesh jignesh jitendra jyoti kamal kamala kanchan karan
    karthik kartik kaushik kavita kavya keerthi ketan kiran kishore komal krishnan kunal lakshmi lalita lata lokesh
    madhav madhavi madhuri mahesh mamta manish manisha manjula manoj mayank mayur meena meenakshi megha mehul milind
    mohit mukesh mukul namrata nandini narendra naveen navin neelam neeraj neha nidhi nikhil nikita nilesh nisha nitin
    nitish padma pallavi pankaj parth pavan pooja prachi pradeep prakash pramod pranav prasad prasanna prashant pratik
    praveen preeti prithvi priti priya priyanka puneet rachna radha radhika raghu raghav rahul rajat rajeev rajesh rajiv
    raju rakesh rama ramesh ranjit rashmi ravi ravindra rekha renu reshma revathi ritesh ritu rohan rohit roshni ruchi
    rupali sachin sagar sameer samir sandeep sandhya sangeeta sanjana sanjay sanjeev sanket santosh sapna sarita satish
    saurabh savita seema shailesh shalini shankar sharad shashank shashi sheetal shikha shilpa shiv shivani shobha
    shraddha shreya shruti shubham shweta siddharth smita sneha sonal sonali srinivas subhash sudha sudhir sujata suman
    sumit sunil sunita supriya suraj surendra suresh sushil sushma swapnil swati tanvi tarun tejas trupti tushar uday
    umesh usha vaibhav vaishali vandana varsha varun vasant vasudha venkat venkatesh vidya vijay vijaya vikas vikram
    vinay vineet vinod vipin vipul virendra vishal vishnu vivek yash yogesh yogita zeeshan ayesha bilal faisal hina
    kamran nadia naveed omer rabia sana sadia saima shahid shazia tariq umar usman waqas zainab zubair adaeze adanna
    adebayo adunni amaka amarachi ayodele babatunde bolanle chiamaka chidi chidinma chika chinedu chinelo chinwe chioma
    chukwudi ebere ebuka emeka folake funmilayo ifeanyi ifeoma ikenna kelechi kemi kunle lanre nkechi nneka nnamdi
    obinna ogechi olamide olumide oluwaseun onyeka seun sola temitope tobi tolu tunde uche ugochukwu uzoma yemi abena
    adwoa akosua akua ama efua esi kofi kojo kwabena kwaku kwame kwasi kweku yaa yaw babajide mehmet mustafa ahmet bob
    bobby ben benny bill billy charlie dan danny dave ed eddie fred freddie greg jack jake jeff jen jenny jess jim jimmy
    joe joey josh kate katie ken kenny larry liz lizzie maggie matt meg mick mike nate ned nick pam pat pete phil ray
    rick rob robbie ron sally sam sandy stan steph steve sue ted terry tim toby tom tommy tony val vicky vince wendy
    will zack
"""


def given_name_lines() -> Iterator[str]:
    """A class a line, its name first: given, either (given and last names), surname (seldom given), and rare.

    Raises:
        ModuleNotFoundError: Faker is not installed.
    """
    providers = importlib.import_module("faker.providers.person")
    given: dict[str, set[str]] = defaultdict(set)
    family: dict[str, set[str]] = defaultdict(set)
    for place in sorted(found.name for found in pkgutil.iter_modules(providers.__path__)):
        if place in _LEFT_OUT:
            continue
        provider = importlib.import_module(f"faker.providers.person.{place}").Provider
        for kind, words in (("first", given), ("last", family)):
            if (kind, place) not in {("first", one) for one in _SYLLABLES}:
                for word in _names(provider, kind):
                    words[word].add(place)
    for word in _MORE.split():
        given[word] |= {f"ours {number}" for number in range(_WEIGHT)}
    classes: dict[str, list[str]] = defaultdict(list)
    for word in sorted(given):
        if len(word) > 1 and word.isalpha() and _script(word) in _SCRIPTS:
            classes[_class(given[word], len(family[word]))].append(word)
    yield from (" ".join([name, *classes[name]]) for name in ("given", "either", "surname", "rare"))


def _class(given: set[str], family: int) -> str:
    """The class of a name by the countries that list it as a given name, and how many list it as a last name."""
    if given == _CHILDREN and not family:
        return "rare"
    return "given" if len(given) >= 4 * family else "either" if len(given) > family else "surname"


def _names(provider: type, kind: str) -> Iterator[str]:
    for attribute, names in vars(provider).items():
        if re.match(rf"{kind}_(\w+_)?names", attribute) and isinstance(names, tuple | list | set | dict):
            yield from (folded(name) for name in names if isinstance(name, str))


def _script(word: str) -> str:
    scripts = {unicodedata.name(char, "?").split()[0] for char in word}
    return scripts.pop() if len(scripts) == 1 else ""
