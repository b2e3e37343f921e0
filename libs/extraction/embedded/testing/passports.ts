/** Europass as it was written until 2020. */
export const PASSPORT = `<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en"><LearnerInfo>
<Identification><PersonName><FirstName>Mara</FirstName><Surname>Ellwood</Surname></PersonName>
<ContactInfo><Address><Contact><AddressLine>4 Harbour Road</AddressLine><PostalCode>LS1 4DY</PostalCode><Municipality>Leeds</Municipality><Country><Code>UK</Code><Label>United Kingdom</Label></Country></Contact></Address>
<Email><Contact>mara@example.com</Contact></Email>
<TelephoneList><Telephone><Contact>+44 20 7946 0958</Contact><Use><Code>mobile</Code></Use></Telephone></TelephoneList>
<WebsiteList><Website><Contact>https://example.com/mara</Contact></Website></WebsiteList></ContactInfo>
<Demographics><Birthdate year="1986" month="--11" day="---28"/><NationalityList><Nationality><Code>UK</Code><Label>British</Label></Nationality></NationalityList></Demographics></Identification>
<Headline><Type><Code>personal_statement</Code></Type><Description><Label>Plans the flow of goods.</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period><Position><Label>Head of Logistics</Label></Position>
<Activities>&lt;p&gt;Leads forty people &amp;amp; two shifts&lt;/p&gt;</Activities><Employer><Name>Harbour Trading Ltd</Name><ContactInfo><Address><Contact><Municipality>Leeds</Municipality></Contact></Address></ContactInfo></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><From year="2010"/><To year="2013"/></Period><Title>Diploma in Logistics</Title><Organisation><Name>Leeds College</Name></Organisation></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>en</Code><Label>English</Label></Description></MotherTongue></MotherTongueList>
<ForeignLanguageList><ForeignLanguage><Description><Code>fr</Code><Label>French</Label></Description><ProficiencyLevel><Listening>C1</Listening><Reading>C1</Reading><SpokenInteraction>B2</SpokenInteraction></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<Driving><Description><Licence>B</Licence><Licence>C1</Licence></Description></Driving></Skills></LearnerInfo></SkillsPassport>`;

/** Europass as its portal has written it since. */
export const CANDIDATE = `<?xml version="1.0"?><Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:hr="http://www.hr-xml.org/3" xmlns:eures="http://www.europass_eures.eu/1.0">
<CandidatePerson><PersonName><oa:GivenName>Mara</oa:GivenName><hr:FamilyName>Ellwood</hr:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><oa:URI>mara@example.com</oa:URI></Communication>
<Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>44</CountryDialing><oa:DialNumber>2079460958</oa:DialNumber></Communication>
<NationalityCode>gb</NationalityCode><hr:BirthDate>1986-11-28</hr:BirthDate><PrimaryLanguageCode name="NORMAL">eng</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile languageCode="en"><EmploymentHistory><EmployerHistory><hr:OrganizationName>Harbour Trading Ltd</hr:OrganizationName>
<PositionHistory><PositionTitle typeCode="FREETEXT">Head of Logistics</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-03</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><City>Leeds</City></PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Leeds College</hr:OrganizationName><AttendancePeriod><StartDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2013</hr:FormattedDateTime></EndDate><Ongoing>false</Ongoing></AttendancePeriod><EducationDegree><hr:DegreeName>Diploma in Logistics</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
<PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">fra</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
<Skills><PersonCompetency><hr:TaxonomyID>Other_Skill</hr:TaxonomyID><hr:CompetencyName>Welding</hr:CompetencyName></PersonCompetency></Skills></CandidateProfile></Candidate>`;
