"""Words the program knows: skill aliases, filler, common words. Data, no logic.

Hand-made and short: enough for what people abbreviate every day. A workbook's `Aliases` tab wins over it.
"""

from automation.core.text import names_in, table_in

# What people write → what it means; at the end, products by their earlier names. Keys are compared by
# `skill_words.squash`: lower case, no spaces or punctuation.
SKILL_ALIASES = {
    meant: tuple(written.split(", "))
    for meant, written in table_in("""
        Kubernetes: k8s, kube; JavaScript: js, ecmascript, es5, es6, es7, es2015, es2016, es2017, es2018, es2020,
        vanilla js, js es6, javascript es6, js es6+, es6+; TypeScript: ts; Node.js: node, nodejs; React: reactjs,
        react.js; React Native: ; Vue.js: vue, vuejs; Next.js: nextjs; Angular: angular 2+, angular2; AngularJS:
        angular.js, angular 1; Java: java se, java 8, java 11, java 17, core java, jdk; iOS: ; Android: ; Cisco: ;
        Oracle Database: oracle; Spring: ; Spring Boot: springboot; Python: python3, python 3, py, phyton, pyton;
        Django: ; FastAPI: ; Golang: go, go lang; C#: csharp, c sharp; C++: cpp, cplusplus, c plus plus; .NET: dotnet,
        dot net, .net core, asp.net, asp.net core; Ruby on Rails: rails, ror; Ruby: ; Rust: rustlang; PHP: ; Scala: ;
        Kotlin: ; Swift: ; Objective-C: objc, obj c, objective c; PostgreSQL: postgres, psql, postgre, pgsql,
        postgress, postgressql; MySQL: ; Microsoft SQL Server: mssql, ms sql, sql server, t-sql, tsql; MongoDB: mongo;
        Elasticsearch: elastic search, elastic; SQL: structured query language; NoSQL: ; Redis: ; Kafka: apache kafka;
        Spark: apache spark, pyspark; Airflow: apache airflow; Hadoop: ; Snowflake: ; dbt: data build tool; Amazon Web
        Services: aws, amazon aws; Google Cloud: gcp, google cloud platform; Microsoft Azure: azure, windows azure,
        azure cloud;
        Docker: docker containers; Terraform: tf, hashicorp terraform; Ansible: ; CI/CD: cicd, ci cd, continuous
        integration, continuous delivery; TCP/IP: tcp ip, internet protocol suite; Jenkins: ; Amazon EC2: ec2, elastic
        compute cloud, amazon elastic compute cloud ec2; Amazon S3: s3, simple storage service, amazon simple storage
        service s3; JSON: javascript object notation; Helm: helm charts, kubernetes helm; GitHub Actions: gha, gh
        actions; Git: ; Linux: gnu/linux; GraphQL: ; REST: rest api, rest apis, restful, restful api, restful apis;
        gRPC: ; Microservices: micro services, microservice; Machine learning: ml; Artificial intelligence: ai;
        Natural language processing: nlp; Large language models: llm, llms; TensorFlow: tf2, tensorflow 2; Generative
        AI: genai, gen ai; PyTorch: ; pandas: ; HTML: html5; CSS: css3; Tailwind CSS: tailwind; D3.js: d3;
        WordPress: wp, word press; Visual Basic: vb, vb6, vb 6;
        Public relations: pr; Figma: ; User
        experience: ux, ux design, user experience design; User interface: ui, ui design, user interface design;
        Search engine optimization: seo, search engine optimisation; Search engine marketing: sem; Pay per click: ppc;
        Digital marketing: online marketing, internet marketing, web marketing; Google Ads: adwords, google adwords;
        Google Analytics: ga4, google analytics 4, universal analytics; Content management system: cms; Customer
        relationship management: crm; Enterprise resource planning: erp; Salesforce: sfdc, salesforce.com,
        salesforce crm; HubSpot: ;
        Marketo: marketo marketing automation; SAP: ; SAP S/4HANA: s/4hana, s4 hana, s/4 hana, s4hana, s4, sap s4, sap
        s/4, sap s4 hana; Tally: tally erp, tally erp 9; QuickBooks: quick books, qb, quickbooks online, qbo;
        Microsoft Office: ms office, office suite, office 365, microsoft office suite, ms office suite, o365,
        microsoft 365, m365,
        ms 365; Microsoft Excel: excel, ms excel, ms-excel, exel, excell, ms exel, microsoft exel; Microsoft Word: ms
        word, word, word 2010, word 2013, word 2016, word 2019; Microsoft Access: access 2010, access 2013,
        access 2016,
        access 2019; Microsoft Project: ms project; Microsoft Teams: ms teams; PowerPoint: ms powerpoint, microsoft
        powerpoint, power point, ppt, ms ppt; Power BI: powerbi, microsoft power bi; Tableau: ; Looker: ; Jira:
        atlassian jira; Scrum: scrum methodology; PRINCE2: prince 2, prince ii, prince two;
        Certified Scrum Master: certified scrummaster; Professional Scrum Master: psm, psm1, psm i, psm2, psm ii;
        Certified Scrum Product Owner: cspo; Professional Scrum Product Owner: pspo, pspo1, pspo i;
        A/B testing: ab testing, a b testing, split testing; Agile: agile methodology, agile methodologies, agile
        development; Project management professional: pmp, pmp certification;
        AutoCAD: auto cad; SolidWorks: solid works; Computer-aided design: cad; Adobe Photoshop: photoshop, adobe ps,
        photshop; Adobe Illustrator: illustrator, adobe ai, ilustrator; Adobe InDesign: indesign, adobe id, in design;
        Adobe After Effects: after effects, adobe ae; Adobe Premiere Pro: premiere pro, premiere, adobe premiere;
        Adobe Creative Suite: adobe creative cloud, adobe cc, adobe suite, creative suite, creative cloud;
        Human resources: hr, human
        resource; Human resources information system: hris; Quality assurance: qa; Quality control: qc; Key
        performance indicators: kpi, kpis; IFRS: international financial reporting standards; Securities: ; Cisco IOS:
        ; Profit and loss: p&l, p and l, pnl; Generally accepted accounting principles: gaap, us gaap; Accounts
        payable: a/p; Accounts receivable: a/r; Supply chain management: scm; Procurement: purchasing; Programmable
        logic controller: plc, plcs; Business to business: b2b; Business to consumer: b2c; Point of sale: pos;
        Research and development: r&d, r and d; Information technology: it; Occupational safety and health: osha;
        Heating, ventilation and air conditioning: hvac; Six Sigma: 6 sigma, 6σ; DBS check: dbs, dbs checked,
        enhanced dbs, enhanced dbs check, dbs clearance; Lean Six Sigma: lean 6 sigma;
        Learning and development: l and d, l&d; Financial planning and analysis: fp and a, fp&a; Mergers and
        acquisitions: m and a; Health and safety: h and s, health & safety, ohs; Microsoft Dynamics 365: d365,
        dynamics 365, ms dynamics 365; OAuth: oauth 2.0, oauth2; Scaled Agile Framework: scaled agile, safe agile;
        Delphi technique: delphi method, delphi study; Business intelligence: bi; Data analytics: data analysis; Data
        warehouse: dwh, data warehousing; GitLab CI: gitlab ci/cd, gitlab cicd; Amazon EKS: eks; Azure Kubernetes
        Service: aks; Registered Nurse: rn, registered general nurse, rgn, staff nurse rn; Licensed practical nurse:
        lpn, lvn; Certified nursing assistant: cna; Basic life support: bls; Advanced cardiac life support: acls;
        Cardiopulmonary resuscitation: cpr; NMC registration: nmc, nmc pin, nmc registered, nmc number; Certified
        public accountant: cpa;
        Google Workspace: g suite, google apps for work, google apps; Looker Studio: google data studio, data studio;
        macOS: os x, osx, mac os x; Odoo: openerp, open erp; Azure DevOps: vsts, visual studio team services; Azure
        DevOps Server: team foundation server, tfs; Microsoft Entra ID: entra id, azure ad, azure active directory,
        aad; Power Automate: microsoft flow, ms flow; Microsoft Intune: intune, microsoft endpoint manager; Microsoft
        Configuration Manager: sccm, mecm, system center configuration manager; Skype for Business: lync, microsoft
        lync; Dynamics 365 Business Central: business central, dynamics nav, microsoft dynamics nav, navision;
        Magento: adobe commerce, magento commerce; Adobe Analytics: omniture, sitecatalyst; Adobe Experience Manager:
        aem, cq5, adobe cq5; Meta Ads: facebook ads, fb ads; Meta Ads Manager: facebook ads manager; IBM Cloud:
        bluemix, ibm bluemix; IBM i: as/400, iseries, ibm iseries, ibm as/400; IBM Notes: lotus notes, hcl notes, ibm
        lotus notes; Pardot: salesforce pardot, account engagement, marketing cloud account engagement; Salesforce
        Marketing Cloud: exacttarget, sfmc; Viva Engage: yammer; Cosmos DB: azure cosmos db, azure documentdb;
        Laminas: zend framework; Google Kubernetes Engine: gke, google container engine; Elastic Stack: elk, elk
        stack; Tableau Cloud: tableau online; SAP SuccessFactors: successfactors; SAP Ariba: ariba; TIBCO Spotfire:
        spotfire; JD Edwards: jde; Oracle E-Business Suite: e-business suite, oracle ebs; Oracle Taleo: taleo; UKG
        Pro: ultipro; Dayforce: ceridian, ceridian dayforce
    """).items()
}

# A skill → narrower skills that need some of it: a Django developer knows some Python. Hand-made; the bundled table
# adds products by their class (O*NET), and topics and languages that are filed under another (GitHub, Linguist).
RELATED_SKILLS = {
    wider: tuple(narrower.split(", "))
    for wider, narrower in {
        "JavaScript": "TypeScript, React, React Native, Angular, AngularJS, Vue.js, Next.js, Nuxt.js, Node.js, "
        "Express.js, jQuery, Svelte, Ember.js, Backbone.js, D3.js, Three.js, NestJS, Redux",
        "React": "React Native, Next.js, Redux, Gatsby",
        "Vue.js": "Nuxt.js",
        "Node.js": "Express.js, NestJS",
        "Python": "Django, Flask, FastAPI, pandas, NumPy, PyTorch, scikit-learn",
        "Java": "Spring, Spring Boot, Hibernate, J2EE, JSP, Struts, Java Swing, JavaFX",
        "Spring": "Spring Boot, Spring MVC",
        "Ruby": "Ruby on Rails",
        "PHP": "Laravel, Symfony, CodeIgniter, CakePHP, WordPress, Drupal, Magento",
        "C#": "ASP.NET, Entity Framework, Xamarin, WPF",
        "CSS": "Sass, Less, Tailwind CSS, Bootstrap",
        "SQL": "PostgreSQL, MySQL, MariaDB, SQLite, Microsoft SQL Server, T-SQL, PL/SQL, Oracle Database, BigQuery, "
        "Amazon Redshift, Snowflake, Teradata, DB2, dbt",
        "NoSQL": "MongoDB, Cassandra, DynamoDB, Couchbase, Redis",
        "Kubernetes": "Helm, OpenShift, Amazon EKS, GKE, Azure Kubernetes Service",
        "Docker": "Kubernetes, Docker Compose",
        "Linux": "Ubuntu, Debian, CentOS, Red Hat Enterprise Linux, RHEL, Fedora",
        "Amazon Web Services": "EC2, S3, AWS Lambda, Amazon RDS, DynamoDB, CloudFormation, Amazon Redshift, "
        "Amazon EKS, AWS CloudFormation",
        "Microsoft Azure": "Azure DevOps, Azure Functions, Azure Kubernetes Service, Azure Data Factory, "
        "Azure Synapse, Azure AD",
        "Google Cloud": "BigQuery, GKE, Firebase",
        "Cloud computing": "Amazon Web Services, Microsoft Azure, Google Cloud",
        "DevOps": "CI/CD, Kubernetes, Docker, Terraform, Ansible, Jenkins",
        "CI/CD": "Jenkins, GitHub Actions, GitLab CI, CircleCI, Travis CI",
        "Git": "GitHub, GitLab, Bitbucket",
        "Infrastructure as code": "Terraform, Pulumi, AWS CloudFormation, CloudFormation, Bicep",
        "VBA": "Excel VBA",
        "Six Sigma": "Lean Six Sigma",
        "Agile": "Scrum, Kanban",
        "Scrum": "Certified Scrum Master, Professional Scrum Master, Certified Scrum Product Owner, "
        "Professional Scrum Product Owner",
        "Artificial intelligence": "Machine learning, Natural language processing, Computer vision, "
        "Large language models",
        "Machine learning": "Deep learning, PyTorch, TensorFlow, Keras, scikit-learn",
        "Big data": "Spark, Hadoop, Hive, Kafka",
        "Business intelligence": "Power BI, Tableau, Looker, Qlik Sense, QlikView",
        "Data visualization": "Power BI, Tableau, Looker",
        "Microsoft Office": "Microsoft Excel, Microsoft Word, PowerPoint, Outlook, Microsoft Access",
        "Microsoft Excel": "VLOOKUP, Pivot tables, Excel VBA, Power Query",
        "Adobe Creative Suite": "Adobe Photoshop, Adobe Illustrator, Adobe InDesign, Adobe After Effects, "
        "Adobe Premiere Pro, Lightroom",
        "Graphic design": "Adobe Photoshop, Adobe Illustrator, Adobe InDesign, Canva",
        "Computer-aided design": "AutoCAD, SolidWorks, CATIA, Revit, Creo, Autodesk Inventor, MicroStation",
        "Customer relationship management": "Salesforce, HubSpot, Microsoft Dynamics, Microsoft Dynamics 365, Zoho CRM",
        "Enterprise resource planning": "SAP, NetSuite, Oracle ERP, Microsoft Dynamics, Tally",
        "Microsoft Dynamics": "Microsoft Dynamics 365, Dynamics NAV, Dynamics AX, Navision",
        "SAP": "SAP S/4HANA, SAP R3, SAP HANA, SAP FICO, SAP MM, SAP SD, SAP SCM, SAP HCM, SAP ABAP, ABAP",
        "Accounting software": "QuickBooks, Tally, Xero, Sage 50, FreshBooks, Zoho Books",
        "Accounting": "Bookkeeping, Accounts payable, Accounts receivable, General ledger, QuickBooks, Tally, DATEV, "
        "Xero, Certified public accountant",
        "Digital marketing": "Search engine optimization, Search engine marketing, Pay per click, Google Ads, "
        "Email marketing, Social media marketing, Content marketing",
        "Search engine marketing": "Pay per click, Google Ads",
        "Pay per click": "Google Ads",
        "Human resources": "Recruitment, Onboarding, Employee relations, Payroll",
        "Human resources information system": "Workday, BambooHR, SuccessFactors, PeopleSoft, ADP",
        "Payroll": "ADP",
        "Recruitment": "Talent acquisition, Sourcing",
        "Supply chain management": "Procurement, Logistics, Inventory management",
        "Test automation": "Selenium, Cypress, Playwright, Appium",
        "Quality assurance": "Software testing, Test automation",
        "Microservices": "Spring Boot",
    }.items()
}

# Known skills that nearly all candidates list: they weigh as little as common words. Lower case.
EVERYDAY_SKILLS = frozenset(
    names_in("""
        google docs, microsoft excel, microsoft office, microsoft outlook, microsoft windows, microsoft word, outlook,
        powerpoint, windows
    """)
)

# Names of vendors, which people write before a product's name.
VENDORS = frozenset(
    names_in("""
        adobe, adobe systems, amazon, amazon web services, apache, apple, atlassian, autodesk, aws, cisco,
        dassault systemes, esri, google, hashicorp, ibm, intuit, jetbrains, microsoft, ms, oracle, qlik tech, red hat,
        the mathworks, mathworks, trimble
    """)
)
# Words after a skill's name that say its use or its edition: a Java developer has Java.
USAGE_WORDS = frozenset(
    names_in("""
        admin, administration, administrator, application, applications, certification, certified, cc, coding,
        consultant, consulting, dba, desktop, developer, developers, developing, development, edition, engineer,
        engineering, enterprise, expert, premium, pro, professional, programmer, scripting, specialist
    """)
)

# Words behind the name of a certificate or licence.
PAPER_WORDS = frozenset(
    names_in("""
        accredited, badge, card, cert, charterholder, checked, holder, certificate, certified, certification,
        chartered, licence, license, licenced,
        licensed,
        member, membership, number, pin, qualification, qualified, registered, registration, ticket, trained,
        ausweis, bescheinigung, nachweis, schein, zertifikat, zertifiziert, zertifizierung, attestation, certificat,
        certifié, certifiée, certificado, certificada, certificación, certificato, certificata, certificazione,
        certificaat, diploma, gecertificeerd, certyfikat, certificação
    """)
)
# The same before the name: "certificat CACES", "uprawnienia SEP".
PAPERS_BEFORE = frozenset(
    names_in("""
        attestato, brevet, carnet, carné, certificaat, certificado, certificat, certificate, certificato, certyfikat,
        diploma, formation, habilitation, patentino, titulación, título, uprawnienia, zertifikat
    """)
)

# Words before the letter or number of a class.
GRADE_WORDS = frozenset(names_in("cat, category, class, grade, group, hepatitis, level, type, vitamin"))

# What people write beside a skill, and that is no skill.
FILLER_PHRASES = names_in("""
    proficient in, proficient with, proficiency in, proficiency with, experience in, experience with, experienced in,
    experienced with, knowledge of, in depth knowledge of, working knowledge of, strong knowledge of, familiar with,
    familiarity with, expert in, expertise in, skilled in, highly skilled in, highly skilled, ability to, able to,
    hands on, strong, excellent, good, advanced, basic, solid, proven, effective, understanding of,
    years of experience in, years of experience with, years of experience, fluent in, certified in
""")
FILLER_WORDS = frozenset(
    names_in("""
        skill, skills, experience, expertise, knowledge, proficiency, language, programming, software, tool, tools,
        technology, technologies, framework, library, techniques, technique, methods, proficient, experienced,
        abilities, ability
    """)
)
STOP_WORDS = frozenset(
    names_in("""
        a, an, and, as, at, by, for, from, in, into, of, on, or, the, to, using, via, with, within
    """)
)

# Words that many skills and titles share: they say little by themselves, so they weigh less.
COMMON_WORDS = frozenset(
    names_in("""
        management, manager, managing, manage, development, developer, develop, design, analysis, analyst, analytical,
        business, communication, customer, client, service, services, sales, support, planning, plan, planner,
        operations, operation, operational, project, product, process, team, teams, leadership, lead, leader, system,
        systems, data, quality, technical, general, office, work, working, administration, administrative,
        administrator, assistant, associate, executive, specialist, consultant, coordinator, officer, representative,
        engineer, engineering, professional, supervisor, head, director, staff, member, expert, advisor, agent, chief,
        new, back, front, time, day, daily, people, up, ups, follow, start, high, low, first, full, part, key, best,
        multiple, various, related, based, area, problem, solving, solution, solutions, detail, details, oriented,
        oral, verbal, written, self, environment, large, small, strategic, strategy, functional, cross, term
    """)
)
COMMON_WEIGHT = 0.3

# Words for a level that people write beside a skill; `title_words` has more, for titles.
TITLE_LEVEL_WORDS = frozenset(
    names_in("""
        intern, internship, trainee, apprentice, junior, jr, graduate, mid, senior, sr, snr, lead, principal, entry,
        level, i, ii, iii, iv, v
    """)
)
# British → American, for words that no rule of spelling covers; singular.
AMERICAN_WORDS = table_in("""
    aeroplane: airplane; ageing: aging; aluminium: aluminum; anaesthesia: anesthesia; anaesthetic: anesthetic;
    analogue: analog; archaeology: archeology; catalogue: catalog; cheque: check; defence: defense; dialogue: dialog;
    encyclopaedia: encyclopedia; enrolment: enrollment; fulfilment: fulfillment; grey: gray; gynaecology: gynecology;
    haematology: hematology; instalment: installment; jewellery: jewelry; judgement: judgment; licence: license;
    mould: mold; moulding: molding; offence: offense; orthopaedic: orthopedic; paediatric: pediatric;
    paediatrician: pediatrician; mgmt: management; mgt: management; mngmt: management; proj: project;
    comms: communication; mktg: marketing; mfg: manufacturing; acctg: accounting; maint: maintenance;
    practise: practice; programme: program; skilful: skillful; tyre: tire
""")
