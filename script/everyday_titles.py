"""Job titles of today that O*NET 27.0 doesn't list, or lists in the wrong place. Written for this project."""

# ruff: noqa: INP001  The folder holds programs, it is no package.

# Alternate titles of O*NET that are listed with a wrong occupation: photographic process workers, astronomers,
# computer systems engineers and validation engineers.
MISLEADING = frozenset(
    {"full stack developer", "data scientist", "machine learning engineer", "site reliability engineer", "solicitor"}
)

# O*NET-SOC code → names.
EVERYDAY: dict[str, tuple[str, ...]] = {
    code: tuple(name.strip() for name in names.replace("\n", " ").split(","))
    for code, names in {
        # Software
        "15-1252.00": """
            Backend Developer, Backend Engineer, Full Stack Developer, Full Stack Engineer, Java Engineer, Python
            Engineer, Golang Developer, Golang Engineer, Rust Developer, Scala Developer, Kotlin Developer, Swift
            Developer, C# Developer, C++ Developer, Ruby Developer, Ruby on Rails Developer, PHP Developer, Node.js
            Developer, Mobile Developer, Mobile App Developer, Mobile Engineer, iOS Engineer, Android Engineer,
            Flutter Developer, React Native Developer, Embedded Engineer, Firmware Developer, Staff Engineer, Platform
            Engineer, API Developer, Microservices Developer, Salesforce Engineer, Integration Developer, Software
            Engineering Lead, Tech Lead, Member of Technical Staff""",
        "15-1254.00": """
            Frontend Developer, Frontend Engineer, Front End Engineer, React Developer, Angular Developer, Vue
            Developer, JavaScript Developer, JavaScript Engineer, TypeScript Developer, Full Stack Developer, UI
            Developer, UI Engineer, Shopify Developer, WordPress Developer""",
        "15-1255.00": """
            UX Designer, UI Designer, UX UI Designer, User Experience Researcher, UX Researcher, Product Designer,
            Interaction Designer, UX Writer, Service Designer, Digital Product Designer""",
        "15-1244.00": """
            DevOps Engineer, Site Reliability Engineer, Platform Engineer, Cloud Engineer, Cloud Infrastructure
            Engineer, Infrastructure Engineer, Systems Reliability Engineer, Release Engineer, Kubernetes
            Administrator, Linux Engineer, DevSecOps Engineer""",
        "15-1241.00": "Cloud Architect, AWS Architect, Azure Architect, Enterprise Architect, Technical Architect",
        "15-1253.00": """
            QA Engineer, Quality Assurance Engineer, Test Automation Engineer, Automation Tester, Software Tester, QA
            Tester, Software Engineer in Test, Manual Tester, Test Lead, Test Manager,
            Test Engineer""",
        "15-1212.00": "Cybersecurity Analyst, Cyber Security Engineer, SOC Analyst, Application Security Engineer",
        "15-1299.09": """
            Scrum Master, Agile Coach, Delivery Manager, Agile Delivery Manager, Technical Program Manager, IT Project
            Manager, Technical Project Manager, Release Manager""",
        "15-1299.08": "Solutions Architect, Solution Architect, Cloud Solutions Architect, Systems Architect",
        "15-1232.00": "IT Support Engineer, Service Desk Analyst, IT Helpdesk Analyst, Application Support Engineer",
        "11-3021.00": """
            Engineering Manager, Software Engineering Manager, Head of Engineering, VP of Engineering, Director of
            Engineering, Software Development Manager, Head of Technology, IT Manager, Head of IT, Chief Technology
            Officer, Director of Software Engineering, Infrastructure Manager""",
        # Data
        "15-2051.00": """
            Machine Learning Engineer, ML Engineer, MLOps Engineer, AI Engineer, Applied Scientist, Deep Learning
            Engineer, NLP Engineer, Computer Vision Engineer, Machine Learning Scientist, AI Researcher, Data Science
            Manager, Head of Data, Decision Scientist, Data Analyst, Product Analyst""",
        "15-1243.00": "Data Engineer, Data Platform Engineer, Big Data Engineer, ETL Developer, Analytics Engineer",
        "15-1243.01": "Data Engineer, ETL Developer, Data Warehouse Developer, Data Warehouse Engineer",
        "15-2051.01": """
            Data Analyst, BI Analyst, BI Developer, Power BI Developer, Tableau Developer, Reporting Analyst,
            Analytics Engineer, Insights Analyst, Business Intelligence Developer""",
        # Product, project, business
        "11-2021.00": """
            Product Owner, Product Manager, Senior Product Manager, Technical Product Manager, Head of Product,
            Director of Product, VP of Product, Chief Product Officer, Product Lead, Product Marketing Manager, Growth
            Manager, Growth Marketer, Head of Marketing, Chief Marketing Officer, Head of Growth, Performance
            Marketing Manager, Marketing Lead""",
        "13-1082.00": "Program Manager, Project Lead, PMO Analyst, Project Delivery Manager, Head of PMO",
        "13-1111.00": "Business Analyst, Strategy Consultant, Strategy Manager, Business Transformation Consultant",
        "15-1211.00": """
            Business Analyst, Business Systems Analyst, Technical Business Analyst, Salesforce Administrator""",
        "11-1021.00": "Chief of Staff, Chief Operating Officer, Head of Operations, Managing Director, Country Manager",
        # People
        "13-1071.00": """
            Sourcer, Talent Sourcer, Talent Partner, Talent Acquisition Partner, Technical Recruiter, Recruitment
            Consultant, Recruiting Coordinator, Recruitment Specialist, HR Business Partner, People Partner, HR
            Advisor, HR Generalist, People Operations Specialist, HR Coordinator""",
        "11-3121.00": """
            Head of People, People Operations Manager, Chief People Officer, VP of People, Talent Acquisition Manager,
            Head of Talent, Recruitment Manager, HR Business Partner, People Manager, Head of HR""",
        # Sales and marketing
        "41-3091.00": """
            Account Executive, Account Manager, Key Account Manager, Sales Executive, Sales Development
            Representative, Business Development Representative, Business Development Executive, Business Development
            Manager, Enterprise Account Executive, Inside Sales Representative, Sales Consultant, Field Sales
            Executive, Customer Success Manager, Client Partner, Partnerships Manager""",
        "41-4011.00": "Account Executive, Technical Sales Engineer, Territory Sales Manager",
        "41-4012.00": """
            Account Executive, Account Manager, Sales Executive, Business Development Manager, Area Sales Manager, Key
            Account Manager""",
        "11-2022.00": "Head of Sales, Chief Revenue Officer, VP of Sales, Sales Lead, Sales Director, Sales Team Lead",
        "41-9031.00": "Presales Engineer, Presales Consultant, Solutions Engineer, Solutions Consultant",
        "13-1161.01": """
            SEO Specialist, SEO Manager, SEM Specialist, PPC Specialist, Paid Search Specialist, Paid Media
            Specialist, SEO Analyst""",
        "13-1161.00": """
            Digital Marketing Specialist, Digital Marketing Executive, Marketing Executive, Marketing Specialist,
            Content Marketing Specialist, Email Marketing Specialist, Marketing Coordinator, Growth Marketing
            Specialist""",
        "27-3031.00": "Social Media Manager, Community Manager, Communications Manager, Content Strategist",
        "27-3043.00": "Content Writer, Content Creator, Content Manager",
        "43-4051.00": """
            Customer Service Representative, Customer Support Agent, Customer Support Specialist, Customer Service
            Advisor, Customer Success Associate, Call Centre Agent, Contact Centre Advisor, Customer Experience
            Associate, Customer Care Agent, Client Service Associate""",
        # Finance, law, office
        "13-2011.00": "Financial Accountant, Management Accountant, Chartered Accountant, Assistant Accountant",
        "11-3031.00": "Chief Financial Officer, Head of Finance, VP of Finance, Finance Lead, Finance Business Partner",
        "13-2051.00": "FP&A Analyst, Finance Analyst, Financial Planning Analyst, Private Equity Associate",
        "43-3011.00": "Credit Controller, Collections Agent",
        "23-1011.00": "Solicitor, Barrister, Legal Counsel, General Counsel, In-house Counsel, Conveyancer, Lawyer",
        "43-6011.00": "Executive Assistant, Personal Assistant, Virtual Assistant",
        "43-6014.00": """
            Office Administrator, Administrative Assistant, Admin Assistant, Office Assistant, Office Manager""",
        # Trades, transport, care, shops and kitchens as they are called in Britain
        "53-3032.00": "Lorry Driver, HGV Driver, LGV Driver, HGV Class 1 Driver, CDL Driver, Class A Driver",
        "53-7065.00": "Warehouse Operative, Picker Packer, Order Picker, Warehouse Associate, Warehouse Assistant",
        "53-7051.00": "Forklift Driver, Forklift Operator, Fork Lift Truck Driver, FLT Driver, Counterbalance Driver",
        "53-3033.00": "Van Driver, Delivery Driver, Multi Drop Driver",
        "31-1131.00": "Healthcare Assistant, Nursing Assistant, HCA",
        "31-1122.00": "Care Assistant, Carer, Support Worker, Care Worker, Home Carer",
        "29-1141.00": "Staff Nurse, Registered General Nurse, Nurse",
        "41-2031.00": "Shop Assistant, Sales Assistant, Retail Assistant",
        "41-9022.00": "Estate Agent, Lettings Negotiator, Letting Agent",
        "35-9021.00": "Kitchen Porter",
        "25-9042.00": "Teaching Assistant, Learning Support Assistant",
        "13-1051.00": "Quantity Surveyor, Estimator",
        "19-5011.00": "Health and Safety Officer, Health and Safety Advisor, HSE Manager",
        "51-4041.00": "CNC Machinist, CNC Operator, CNC Setter",
        "51-4121.00": "Welder Fabricator, Fabricator Welder, MIG Welder, TIG Welder",
    }.items()
}
