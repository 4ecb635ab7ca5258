"""Words the program knows: skill aliases, filler, common words, places by several names. Data, no logic.

Hand-made and short: enough for what people abbreviate every day. A workbook's `Aliases` tab wins over it.
"""

# What people write → what it means. Keys are compared by `skills.squash`: lower case, no spaces or punctuation.
SKILL_ALIASES = {
    meant: tuple(written.split(", "))
    for meant, written in {
        "Kubernetes": "k8s, kube",
        "JavaScript": "js, ecmascript, es6, vanilla js",
        "TypeScript": "ts",
        "Node.js": "node, nodejs",
        "React": "reactjs, react.js",
        "React Native": "rn",
        "Vue.js": "vue, vuejs",
        "Next.js": "nextjs",
        "Angular": "angular 2+, angular2",
        "AngularJS": "angular.js, angular 1",
        "Java": "java se, java 8, java 11, java 17, core java",
        "Spring Boot": "springboot",
        "Python": "python3, python 3, py",
        "Django": "",
        "FastAPI": "",
        "Golang": "go, go lang",
        "C#": "csharp, c sharp",
        "C++": "cpp, cplusplus, c plus plus",
        ".NET": "dotnet, dot net, .net core, asp.net, asp.net core",
        "Ruby on Rails": "rails, ror",
        "Ruby": "",
        "Rust": "rustlang",
        "PHP": "",
        "Scala": "",
        "Kotlin": "",
        "Swift": "",
        "Objective-C": "objc, obj c, objective c",
        "PostgreSQL": "postgres, psql, postgre, pgsql",
        "MySQL": "",
        "Microsoft SQL Server": "mssql, ms sql, sql server, t-sql, tsql",
        "MongoDB": "mongo",
        "Elasticsearch": "elastic search, elastic",
        "SQL": "structured query language",
        "NoSQL": "",
        "Redis": "",
        "Kafka": "apache kafka",
        "Spark": "apache spark, pyspark",
        "Airflow": "apache airflow",
        "Hadoop": "",
        "Snowflake": "",
        "dbt": "data build tool",
        "Amazon Web Services": "aws, amazon aws",
        "Google Cloud": "gcp, google cloud platform",
        "Microsoft Azure": "azure",
        "Docker": "docker containers",
        "Terraform": "tf, hashicorp terraform",
        "Ansible": "",
        "CI/CD": "cicd, ci cd, continuous integration, continuous delivery",
        "Jenkins": "",
        "GitHub Actions": "gha",
        "Git": "",
        "Linux": "gnu/linux",
        "GraphQL": "",
        "REST": "rest api, rest apis, restful, restful api, restful apis",
        "gRPC": "",
        "Microservices": "micro services, microservice",
        "Machine learning": "ml",
        "Artificial intelligence": "ai",
        "Natural language processing": "nlp",
        "Large language models": "llm, llms",
        "TensorFlow": "",
        "PyTorch": "",
        "pandas": "",
        "HTML": "html5",
        "CSS": "css3",
        "Tailwind CSS": "tailwind",
        "Figma": "",
        "User experience": "ux, ux design, user experience design",
        "User interface": "ui, ui design, user interface design",
        "Search engine optimization": "seo, search engine optimisation",
        "Search engine marketing": "sem",
        "Pay per click": "ppc",
        "Google Ads": "adwords, google adwords",
        "Google Analytics": "ga4, google analytics 4",
        "Content management system": "cms",
        "Customer relationship management": "crm",
        "Enterprise resource planning": "erp",
        "Salesforce": "sfdc, salesforce.com",
        "HubSpot": "",
        "SAP": "",
        "Tally": "tally erp, tally erp 9",
        "QuickBooks": "quick books, qb",
        "Microsoft Office": "ms office, office 365, microsoft office suite, ms office suite, o365",
        "Microsoft Excel": "excel, ms excel, ms-excel",
        "Microsoft Word": "ms word, word",
        "PowerPoint": "ms powerpoint, microsoft powerpoint, power point",
        "Power BI": "powerbi, microsoft power bi",
        "Tableau": "",
        "Looker": "",
        "Jira": "atlassian jira",
        "Scrum": "scrum methodology",
        "Agile": "agile methodology, agile methodologies, agile development",
        "Project management professional": "pmp, pmp certification",
        "AutoCAD": "auto cad",
        "SolidWorks": "solid works",
        "Computer-aided design": "cad",
        "Adobe Photoshop": "photoshop",
        "Adobe Illustrator": "illustrator",
        "Adobe InDesign": "indesign",
        "Adobe Creative Suite": "adobe creative cloud, creative suite, creative cloud",
        "Human resources": "hr, human resource",
        "Human resources information system": "hris",
        "Quality assurance": "qa",
        "Quality control": "qc",
        "Key performance indicators": "kpi, kpis",
        "Profit and loss": "p&l, p and l, pnl",
        "Generally accepted accounting principles": "gaap, us gaap",
        "Accounts payable": "a/p",
        "Accounts receivable": "a/r",
        "Supply chain management": "scm",
        "Programmable logic controller": "plc, plcs",
        "Business to business": "b2b",
        "Business to consumer": "b2c",
        "Point of sale": "pos",
        "Research and development": "r&d, r and d",
        "Information technology": "it",
        "Occupational safety and health": "osha",
        "Heating, ventilation and air conditioning": "hvac",
    }.items()
}

# Said around a skill without being one.
FILLER_PHRASES = (
    "proficient in", "proficient with", "proficiency in", "proficiency with", "experience in", "experience with",
    "experienced in", "experienced with", "knowledge of", "in depth knowledge of", "working knowledge of",
    "strong knowledge of", "familiar with", "familiarity with", "expert in", "expertise in", "skilled in",
    "highly skilled in", "highly skilled", "ability to", "able to", "hands on", "strong", "excellent", "good", "advanced", "basic",
    "solid", "proven", "effective", "understanding of", "years of experience in", "years of experience with",
    "years of experience", "fluent in", "certified in",
)  # fmt: skip
FILLER_WORDS = frozenset(
    "skill skills experience expertise knowledge proficiency language programming software tool tools technology "
    "technologies framework library techniques technique methods proficient experienced abilities ability".split()
)
STOP_WORDS = frozenset("a an and as at by for from in into of on or the to using via with within".split())

# Words that many skills and titles share: they say little by themselves, so they weigh less.
COMMON_WORDS = frozenset(
    "management manager managing manage development developer develop design analysis analyst analytical business "
    "communication customer client service services sales support planning plan planner operations operation "
    "operational project product process team teams leadership lead leader system systems data quality technical "
    "general office work working administration administrative administrator assistant associate executive "
    "specialist consultant coordinator officer representative engineer engineering professional supervisor head "
    "director staff member expert advisor agent chief".split()
)
COMMON_WEIGHT = 0.3

TITLE_ABBREVIATIONS = {
    "swe": "software engineer", "sde": "software engineer", "dev": "developer", "eng": "engineer", "engr": "engineer",
    "mgr": "manager", "mngr": "manager", "asst": "assistant", "assoc": "associate", "admin": "administrator",
    "exec": "executive", "rep": "representative", "spec": "specialist", "coord": "coordinator", "dir": "director",
    "hr": "human resources", "qa": "quality assurance", "qc": "quality control", "ml": "machine learning", "ai": "artificial intelligence",
    "bd": "business development", "bdm": "business development manager", "pm": "project manager", "po": "product owner",
    "ux": "user experience", "ui": "user interface", "sre": "site reliability engineer", "dba": "database administrator",
    "seo": "search engine optimization", "acct": "accountant", "acc": "account", "cust": "customer", "svc": "service",
    "ops": "operations", "mktg": "marketing", "tech": "technical", "cto": "chief technology officer",
    "ceo": "chief executive officer", "cfo": "chief financial officer", "coo": "chief operating officer",
    "frontend": "front end", "backend": "back end", "fullstack": "full stack", "devops": "dev ops",
}  # fmt: skip
TITLE_LEVEL_WORDS = frozenset(
    "intern internship trainee apprentice junior jr graduate mid senior sr snr lead principal entry level i ii iii iv v".split()
)
TITLE_NOISE = frozenset("remote hybrid onsite contract contractor freelance permanent temporary m f d w x part full time".split())

# One place, several names; compared by `places.place_key`.
PLACE_ALIASES = {
    "new york": ("nyc", "new york city", "manhattan", "brooklyn", "ny"),
    "san francisco": ("sf", "sf bay area", "bay area", "san francisco bay area"),
    "los angeles": ("la",),
    "washington": ("washington dc", "dc"),
    "bengaluru": ("bangalore",),
    "mumbai": ("bombay",),
    "chennai": ("madras",),
    "kolkata": ("calcutta",),
    "delhi": ("new delhi", "delhi ncr", "ncr"),
    "munich": ("munchen", "muenchen"),
    "cologne": ("koln", "koeln"),
    "vienna": ("wien",),
    "zurich": ("zuerich",),
    "geneva": ("geneve", "genf"),
    "milan": ("milano",),
    "rome": ("roma",),
    "lisbon": ("lisboa",),
    "copenhagen": ("kobenhavn",),
    "prague": ("praha",),
    "warsaw": ("warszawa",),
    "brussels": ("bruxelles", "brussel"),
    "kyiv": ("kiev",),
    "sao paulo": ("sp",),
}
