using System.Text;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>
/// Files as they come from other programs, spreadsheets and people, each with what is to be read from it.
/// </summary>
internal static class ImportCases
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly Encoding Mac = CodePagesEncodingProvider.Instance.GetEncoding(10000)!;

    public static IEnumerable<TestCaseData> Read =>
    [
        // Delimiters
        Case("commas", "email,name,consent\na@x.org,Ana,form", "a@x.org Ana confirmed"),
        Case("semicolons", "email;name;consent\r\na@x.org;Ana;form\r\n", "a@x.org Ana confirmed"),
        Case("tabs", "email\tname\tconsent\na@x.org\tAna\tform\n", "a@x.org Ana confirmed"),
        Case("bars", "email|name|consent\na@x.org|Ana|form\n", "a@x.org Ana confirmed"),
        Case("sep semicolon", "sep=;\r\nemail;name\r\na@x.org;Ana\r\n", "a@x.org Ana pending"),
        Case("sep tab", "sep=\t\r\nemail\tname\r\na@x.org\tAna\r\n", "a@x.org Ana pending"),
        Case("sep quoted", "\"sep=;\"\nemail;name\na@x.org;Ana\n", "a@x.org Ana pending"),
        Case("semicolons with commas in names", "email;name\na@x.org;Quill, Ana\n", "a@x.org Quill, Ana pending"),
        Case("one column", "email\na@x.org\n", "a@x.org  pending"),
        Case("old line ends", "email,name\ra@x.org,Ana\rb@x.org,Bo\r", "a@x.org Ana pending", "b@x.org Bo pending"),

        // Encodings
        Case("UTF-8 with a mark", "\uFEFFemail,name\na@x.org,Zoë\n", "a@x.org Zoë pending"),
        Case("UTF-16", Encoding.Unicode, "\uFEFFemail,name\na@x.org,José\n", "a@x.org José pending"),
        Case("UTF-16 of the other order", Encoding.BigEndianUnicode, "\uFEFFemail,name\na@x.org,José\n",
            "a@x.org José pending"),
        Case("UTF-16 without a mark", Encoding.Unicode, "email,name\na@x.org,José\n", "a@x.org José pending"),
        Case("windows-1252", Western, "email,name\na@x.org,José Müller\n", "a@x.org José Müller pending"),
        Case("windows-1252 with quotes", Western, "email,name\na@x.org,Zoë “Z” Lefèvre – Œuvre\n",
            "a@x.org Zoë “Z” Lefèvre – Œuvre pending"),
        Case("windows-1252 with marks", Western, "email,name\na@x.org,Zoë O’Neil – Ünal\n",
            "a@x.org Zoë O’Neil – Ünal pending"),
        Case("MacRoman", Mac, "email,name\na@x.org,José Müller\nb@x.org,Zoë Åström\n", "a@x.org José Müller pending",
            "b@x.org Zoë Åström pending"),

        // Quotes and rows
        Case("quotes", "email,name,consent\na@x.org,\"Quill, Ana\",form\nb@x.org,\"Bo \"\"B\"\" F\",\"a\nform\"\n",
            "a@x.org Quill, Ana confirmed", "b@x.org Bo \"B\" F confirmed"),
        Case("spaces round quotes", "email, name\na@x.org, \"Quill, Ana\" \n", "a@x.org Quill, Ana pending"),
        Case("a quote within", "email,name\na@x.org,Bo \"B\" F\n", "a@x.org Bo \"B\" F pending"),
        Case("blank rows", "email,name\n\n,\n  , \na@x.org,Ana\n\n,,\n", "a@x.org Ana pending"),
        Case("short rows", "email,name,zone\na@x.org\nb@x.org,Bo\n", "a@x.org  pending", "b@x.org Bo pending"),
        Case("a value too many", "email,name\na@x.org,Quill, Ana\nb@x.org,Bo\n", "b@x.org Bo pending",
            "line 2: it has 3 values for 2 columns"),
        Case("a bad address", "email\nana\nb@x.org\n", "b@x.org  pending", "line 2: \"ana\" is not a valid email"),
        Case("lines of a bad row after LF", "\n\nemail,name\n\na@x.org,\"An\na\"\nana\n", "a@x.org An\na pending",
            "line 7: \"ana\""),
        Case("lines of a bad row after CRLF", "\r\nemail,name\r\n\r\na@x.org,\"An\r\na\"\r\nana\r\n",
            "a@x.org An\r\na pending", "line 6: \"ana\""),
        Case("lines of a bad row after CR", "email,name\r\ra@x.org,\"An\ra\r\"\rana\r", "a@x.org An\ra\r pending",
            "line 6: \"ana\""),
        Case("lines of a bad row after sep", "sep=;\r\nemail;name\r\nana;\r\n", "line 3: \"ana\""),
        Case("sep whose tab was lost", "sep=\r\nemail\tname\r\na@x.org\tAna\r\nana\r\n", "a@x.org Ana pending",
            "line 4: \"ana\""),
        Case("a quote at the end", "email,name\na@x.org,\"Ana\"", "a@x.org Ana pending"),
        Case("a quote and spaces at the end", "email,name\na@x.org,\"Ana\"  ", "a@x.org Ana pending"),
        Case("a value of two lines with a sign", "email,name\na@x.org,\"Ana\n@home\"\n", "a@x.org Ana\n@home pending"),
        Case("a value of two lines with an address and commas",
            "email,note,consent\na@x.org,\"Met at a conference,\nasked to use a@y.org, not this one\",form\n"
            + "b@x.org,,form\n", "a@x.org  confirmed", "b@x.org  confirmed"),
        Case("a value of two lines that begins with an address", "name,email,note,consent\r\n"
            + "Ana,a@x.org,\"Use\r\nthis, a@y.org\",form\r\nBo,b@x.org,,form\r\n",
            "a@x.org Ana confirmed", "b@x.org Bo confirmed"),
        Case("a quote that closes too early", "email,name\na@x.org,\"Ana\" Q,\nb@x.org,Bo\nc@x.org,\"Cy\" O",
            "b@x.org Bo pending",
            "line 2: a quote closes in the middle of a value; write it twice (\"\") inside of one",
            "line 4: a quote closes in the middle of a value"),
        Case("a header of two lines", "\"Email\naddress\",name\na@x.org,Ana\n", "a@x.org Ana pending"),
        Case("a header alone", "email,name"),
        Case("blank values too many", "email,name,zone\na@x.org,Ana,,,\n", "a@x.org Ana pending"),
        Case("a zero byte", "email,name\na@x.org,A\0na\n", "line 2: it holds a zero byte, which is not text"),
        Case("a long name", $"email,name\na@x.org,{new string('a', 200)}\nb@x.org,{new string('b', 201)}\n",
            $"a@x.org {new string('a', 200)} pending", $"b@x.org {new string('b', 200)} pending"),
        Case("a long name of a digest", $"email,digest\na@x.org,{new string('a', 41)}\n",
            "line 2: the name of a digest is not valid: use one line of at most 40 characters"),
        Case("two faults", "email,status,max\na@x.org,purple,99\n", "line 2: unknown status \"purple\""),
        Case("invisible", "email\n\u200Ba@x.org\nb@x.org\u00A0\n", "a@x.org  pending", "b@x.org  pending"),

        // Values
        Case("times", "email,at\na@x.org,07:00:00\nb@x.org, 7:30 \nc@x.org,6:15:00 PM\n", "a@x.org  pending",
            "b@x.org  pending at=07:30", "c@x.org  pending at=18:15"),
        Case("numbers", "email,max\na@x.org,10.0\nb@x.org, 5 \nc@x.org,0\n", "a@x.org  pending",
            "b@x.org  pending max=5", "line 4: \"0\" is not a valid number of papers"),
        Case("zones", "email,timezone\na@x.org,europe/berlin\nb@x.org,Mars/Base\n",
            "a@x.org  pending zone=Europe/Berlin",
            "line 3: unknown time zone \"Mars/Base\""),
        Case("neighbours", "email,timezone,topic,query,time\na@x.org,Europe/Berlin,speech,codec,07:30\n",
            "a@x.org  pending zone=Europe/Berlin topics=speech queries=codec at=07:30"),
        Case("rhythms", "email,frequency\na@x.org,Weekly\nb@x.org,daily\n", "a@x.org  pending every=week",
            "b@x.org  pending"),
        Case("days in short", "email,every,weekday\na@x.org,week,Thurs\nb@x.org,week,fri.\nc@x.org,week,t\n",
            "a@x.org  pending every=week weekday=thursday", "b@x.org  pending every=week weekday=friday",
            "line 4: unknown day \"t\""),
        Case("several", "email,topics,queries\na@x.org,speech; speech,\"\"\"a; b\"\";codec\"\n",
            "a@x.org  pending topics=speech queries=\"a; b\"+codec"),

        Case("several with nothing between", "email,queries\na@x.org,\"x;;\"\"a;b\"\"; y\"\n",
            "a@x.org  pending queries=\"a;b\"+x+y"),

        // Consent
        Case("no in many spellings",
            "email,consent\na@x.org,no\nb@x.org,False\nc@x.org,0\nd@x.org,N/A\ne@x.org,\"No, thanks\"\nf@x.org,nein\n"
            + "g@x.org,#N/A\nh@x.org,-\ni@x.org,n.a.\nj@x.org,NULL\nk@x.org,not given\nl@x.org,yes\n",
            "a@x.org  pending", "b@x.org  pending", "c@x.org  pending", "d@x.org  pending", "e@x.org  pending",
            "f@x.org  pending", "g@x.org  pending", "h@x.org  pending", "i@x.org  pending", "j@x.org  pending",
            "k@x.org  pending", "l@x.org  confirmed"),
        Case("consent that was taken back",
            "email,consent\na@x.org,withdrawn on 2026-03-02\nb@x.org,Unsubscribed (form)\nc@x.org,いいえ\n"
            + "d@x.org,bounced\ne@x.org,form\n",
            "a@x.org  pending", "b@x.org  pending", "c@x.org  pending", "d@x.org  pending", "e@x.org  confirmed"),
        Case("no in other languages",
            "email,consent\na@x.org,不同意\nb@x.org,nicht erteilt\nc@x.org,pas d'accord\nd@x.org,同意しません\n"
            + "e@x.org,не согласен\nf@x.org,sin permiso\ng@x.org,同意\nh@x.org,nicht abgemeldet\n",
            "a@x.org  pending", "b@x.org  pending", "c@x.org  pending", "d@x.org  pending", "e@x.org  pending",
            "f@x.org  pending", "g@x.org  confirmed", "h@x.org  pending"),
        Case("dated consent", "email,consent\na@x.org,form of 2026-03-02\n", "a@x.org  confirmed 2026-03-02"),
        Case("time of consent", "email,optin_time\na@x.org,2026-03-02 09:12:11\nb@x.org,\n",
            "a@x.org  confirmed 2026-03-02", "b@x.org  pending"),

        Case("several columns of consent",
            "email,Do you agree to the privacy policy?,Do you agree to receive the newsletter?\na@x.org,Yes,No\n"
            + "b@x.org,Yes,Yes\nc@x.org,,Yes\n", "a@x.org  pending", "b@x.org  confirmed", "c@x.org  confirmed"),
        Case("where they agreed, and whether", "email,opt_in_source,opt_in\na@x.org,web form,No\nb@x.org,web form,1\n",
            "a@x.org  pending", "b@x.org  confirmed"),
        Case("empty dates",
            "email,confirmed_at,unsubscribed_at,bounced\na@x.org,0000-00-00 00:00:00,,\n"
            + "b@x.org,2025-03-02,0000-00-00,1970-01-01 00:00:00\nc@x.org,2025-03-02,NaT,FALSCH\n",
            "a@x.org  pending", "b@x.org  confirmed 2025-03-02", "c@x.org  confirmed 2025-03-02"),
        Case("a second date", "email,optin_time,confirm_time\na@x.org,0000-00-00 00:00:00,2025-03-02 09:12:11\n",
            "a@x.org  confirmed 2025-03-02"),
        Case("a date of the row brings nobody back",
            "email,consent,created_at,state,left\na@x.org,form,2026-11-15,active,2026-11-01\n",
            "a@x.org  unsubscribed 2026-11-15 left=2026-11-01"),

        // Programs
        Case("Mailchimp",
            "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,TIMEZONE,TAGS\n"
            + "a@x.org,Ana,Quill,2,\"2025-03-02 09:12:11\",europe/berlin,\"\"\"vip\"\",\"\"lab\"\"\"\n",
            "a@x.org Ana Quill confirmed 2025-03-02 zone=Europe/Berlin"),
        Case("Mailchimp, unsubscribed", "Email Address,UNSUB_TIME,UNSUB_REASON\na@x.org,2025-05-02 10:00:00,other\n",
            "a@x.org  unsubscribed left=2025-05-02"),
        Case("Mailchimp, back again",
            "Email Address,Status,OPTIN_TIME,UNSUB_TIME\na@x.org,active,2025-06-02,2025-05-02\n"
            + "b@x.org,active,2025-04-02,2025-05-02\nc@x.org,,2025-06-02,2025-05-02\n"
            + "d@x.org,active,2025-05-02,2025-05-02\n",
            "a@x.org  confirmed 2025-06-02 left=2025-05-02", "b@x.org  unsubscribed 2025-04-02 left=2025-05-02",
            "c@x.org  unsubscribed 2025-06-02 left=2025-05-02", "d@x.org  unsubscribed 2025-05-02 left=2025-05-02"),
        Case("Mailchimp, cleaned", "Email Address,CLEAN_TIME\na@x.org,2025-05-02 10:00:00\n", "a@x.org  unsubscribed"),
        Case("Substack",
            "email,active_subscription,expiry,plan,email_disabled,created_at\n"
            + "a@x.org,false,,other,false,2025-03-02T09:12:11.000Z\n"
            + "b@x.org,true,,yearly,true,2025-03-02T09:12:11.000Z\n",
            "a@x.org  pending 2025-03-02", "b@x.org  unsubscribed 2025-03-02"),
        Case("Beehiiv",
            "email,status,created_at\na@x.org,active,2025-03-02 09:12:11 UTC\nb@x.org,inactive,\nc@x.org,invalid,\n",
            "a@x.org  pending 2025-03-02", "b@x.org  unsubscribed", "c@x.org  unsubscribed"),
        Case("listmonk",
            "uuid,email,name,attributes,status,created_at,updated_at,consent\nu,a@x.org,Ana,{},enabled,,,listmonk\n"
            + "u,b@x.org,Bo,{},blocklisted,,,listmonk\nu,c@x.org,Cy,{},disabled,,,listmonk\n",
            "a@x.org Ana confirmed", "b@x.org Bo unsubscribed", "c@x.org Cy unsubscribed"),
        Case("Ghost",
            "id,email,name,note,subscribed_to_emails,complimentary_plan,created_at,deleted_at,labels\n"
            + "1,a@x.org,Ana,,true,false,2025-03-02T09:12:11.000Z,,\n"
            + "2,b@x.org,Bo,,false,false,2025-03-02T09:12:11.000Z,,\n",
            "a@x.org Ana pending 2025-03-02", "b@x.org Bo unsubscribed 2025-03-02"),
        Case("Buttondown",
            "email_address,subscriber_type,creation_date,tags\na@x.org,regular,2025-03-02,\nb@x.org,unactivated,,\n"
            + "c@x.org,unsubscribed,,\nd@x.org,undeliverable,,\n",
            "a@x.org  pending 2025-03-02", "b@x.org  pending", "c@x.org  unsubscribed", "d@x.org  unsubscribed"),
        Case("Brevo",
            "CONTACT ID;EMAIL;FIRSTNAME;DOUBLE_OPT-IN;ADDED_TIME;EMAIL_BLOCKLISTED\n"
            + "1;a@x.org;Ana;Yes;02-01-2025;false\n2;b@x.org;Bo;Yes;02-01-2025;true\n",
            "a@x.org Ana confirmed 2025-01-02", "b@x.org Bo unsubscribed 2025-01-02"),
        Case("Mailchimp's other files",
            "Email Address,OPTIN_TIME,UNSUB_TIME,CLEAN_TIME\na@x.org,,2024-06-02 11:00:00,\n"
            + "b@x.org,,,2024-06-02 11:00:00\n", "a@x.org  unsubscribed left=2024-06-02", "b@x.org  unsubscribed"),
        Case("HubSpot",
            "Email,Unsubscribed from all email,Create Date,Email hard bounce reason\na@x.org,,2025-03-02 09:12,\n"
            + "b@x.org,true,,\nc@x.org,,,UNKNOWN_USER\n",
            "a@x.org  pending 2025-03-02", "b@x.org  unsubscribed", "c@x.org  unsubscribed"),
        Case("Salesforce", "Email,Email Opt Out\na@x.org,0\nb@x.org,1\n", "a@x.org  pending", "b@x.org  unsubscribed"),
        Case("members who want no newsletter", "Email,Newsletter,Active?\na@x.org,yes,yes\nb@x.org,no,yes\n",
            "a@x.org  pending", "b@x.org  unsubscribed"),
        Case("which newsletter", "Email,Newsletter\na@x.org,Weekly\nb@x.org,Daily\n", "a@x.org  pending",
            "b@x.org  pending"),
        Case("a date of leaving by another name", "Email,Date unsubscribed\na@x.org,\nb@x.org,20-06-2024\n",
            "a@x.org  pending", "b@x.org  unsubscribed left=2024-06-20"),
        Case("Keila", "Email;First name;Last name;Status\na@x.org;Ana;Quill;active\nb@x.org;Bo;;unreachable\n",
            "a@x.org Ana Quill pending", "b@x.org Bo unsubscribed"),
        Case("Google Forms",
            "Timestamp,What is your email address?,Your name,Do you agree to receive the digest?\n"
            + "3/2/2026 9:12:11,a@x.org,Ana,\"Yes, I agree\"\n3/20/2026 9:12:11,b@x.org,Bo,No\n",
            "a@x.org Ana confirmed 2026-02-03", "b@x.org Bo pending 2026-03-20"),
        Case("a date in a column of states", "Subscriber,Status,Subscribed,consent\na@x.org,Active,2025-03-02,form\n"
            + "b@x.org,Unsubscribed,2025-03-02,form\n", "a@x.org  confirmed", "b@x.org  unsubscribed"),
        Case("a list of subscribers", "Subscriber,Global status\na@x.org,active\nb@x.org,unsubscribed\n",
            "a@x.org  pending", "b@x.org  unsubscribed"),
        Case("a postal state", "email,name,state\na@x.org,Ana,CA\nb@x.org,Bo,NY\n", "a@x.org Ana pending",
            "b@x.org Bo pending"),
        Case("an unknown status", "email,status\na@x.org,active\nb@x.org,purple\n", "a@x.org  pending",
            "line 3: unknown status \"purple\""),
        Case("phpList",
            "Email,Is this subscriber confirmed,Is this subscriber blacklisted,consent\na@x.org,1,0,form\n"
            + "b@x.org,0,0,form\nc@x.org,1,1,form\nd@x.org,,0,form\n",
            "a@x.org  confirmed", "b@x.org  pending", "c@x.org  unsubscribed", "d@x.org  pending"),
        Case("HubSpot's other columns",
            "Invalid email address,Email,Opted out of email: Marketing Information,consent\nfalse,a@x.org,,form\n"
            + "true,b@x.org,,form\nfalse,c@x.org,true,form\n",
            "a@x.org  confirmed", "b@x.org  unsubscribed", "c@x.org  unsubscribed"),
        Case("Brevo's blacklist", "EMAIL,BLACKLIST,confirmed,consent\na@x.org,0,Yes,form\nb@x.org,1,Yes,form\n"
            + "c@x.org,0,no,form\n", "a@x.org  confirmed", "b@x.org  unsubscribed", "c@x.org  pending"),
        Case("a named address before a question for another", "Your supervisor's email address,Email\n"
            + "boss@x.org,a@x.org\n", "a@x.org  pending"),

        // Names in parts and languages
        Case("a last name and a first", "EMAIL,NOM,PRENOM\na@x.org,Quill,Ana\n", "a@x.org Ana Quill pending"),
        Case("Name next to a first name", "E-Mail-Adresse;Name;Vorname;Einwilligung\na@x.org;Quill;Ana;form\n",
            "a@x.org Ana Quill confirmed"),
        Case("Name next to a last name", "Email,Name,Last name\na@x.org,Ana,Quill\n", "a@x.org Ana Quill pending"),
        Case("a whole name next to a first name", "Email,Name,First name\na@x.org,Ana Quill,Ana\nb@x.org,,Bo\n",
            "a@x.org Ana Quill pending", "b@x.org Bo pending"),
        Case("a whole name next to both", "Email,Name,First name,Last name\na@x.org,A. Quill,Ana,Quill\n",
            "a@x.org A. Quill pending"),
        Case("a shown name next to a first name", "Email,Display name,First name\na@x.org,quilly,Ana\n",
            "a@x.org quilly pending"),
        Case("a last name that is in a first by chance",
            "Email,Nome,Cognome\na@x.org,Julia,Li\nb@x.org,Bo,Quill\n", "a@x.org Julia Li pending",
            "b@x.org Bo Quill pending"),
        Case("Portuguese", "Endereço de e-mail,Nome,Sobrenome\na@x.org,Ana,Quill\n", "a@x.org Ana Quill pending"),
        Case("Dutch", "E-mailadres,Voornaam,Achternaam\na@x.org,Ana,Quill\n", "a@x.org Ana Quill pending"),
        Case("French in NFD", "Adresse e-mail,Pre\u0301nom,Nom de famille,Consentement\na@x.org,Ana,Quill,form\n",
            "a@x.org Ana Quill confirmed"),
        Case("Google Forms in Japanese", "タイムスタンプ,メールアドレス,名前\n2026/03/02 9:12:11,a@x.org,山田 太郎\n",
            "a@x.org 山田 太郎 pending 2026-03-02"),
        Case("Japanese in parts", "メールアドレス,名,姓\na@x.org,太郎,山田\n", "a@x.org 山田 太郎 pending"),
        Case("guarded formulas", "email,name\na@x.org,'=1+1\nb@x.org,''=x\nc@x.org,'t Hooft\n", "a@x.org =1+1 pending",
            "b@x.org '=x pending", "c@x.org 't Hooft pending"),
    ];

    public static IEnumerable<TestCaseData> Rejected =>
    [
        Refused("an unclosed quote", "email,name\na@x.org,\"Ana\nb@x.org,Bo\n",
            "line 2: the quote that opens here is never closed. Nothing was imported."),
        Refused("a quote that closes in another line", "email,name\na@x.org,\"Ana\nQuill\" x\n",
            "line 2: the quote that opens here is not closed in its line."),
        Refused("a quote that swallows a row and more", "email,name\na@x.org,\"Ana\nb@x.org,Bo\nmore\"\n",
            "line 2: the quote that opens here swallows the rows that follow."),
        Refused("a quote that swallows rows and gives another number of values",
            "email,name,zone\na@x.org,\"Ana\nb@x.org,Bo,UTC\n\"\n", "line 2: the quote that opens here swallows"),
        Refused("a quote that swallows rows after CR", "email,name\ra@x.org,\"Ana\rb@x.org,Bo\rmore\"\r",
            "line 2: the quote that opens here swallows"),
        Refused("a quote in the header that swallows rows", "email,\"name\na@x.org,Ana\n\"\n",
            "line 1: the quote that opens here swallows"),
        Refused("DOS", CodePagesEncodingProvider.Instance.GetEncoding(850)!, "email,name\na@x.org,José Müller\n",
            "Line 2"),
        Refused("Shift_JIS", CodePagesEncodingProvider.Instance.GetEncoding(932)!, "email,name\na@x.org,山田\n",
            "Line 2"),
        Refused("sep alone", "sep=;", "email"),
        Refused("a header without addresses", $"{new string('a', 50)}|{new string('b', 47)}\n",
            $"it begins with: {new string('a', 50)} | {new string('b', 47)}. Columns: email, name"),
        Refused("a long header without addresses", $"{new string('a', 50)}|{new string('b', 48)}\n",
            $"it begins with: {new string('a', 50)} | {new string('b', 47)}…. Columns: email, name"),
        Refused("an unclosed quote in the last row", "email,name\na@x.org,Ana\nb@x.org,\"Bo\n", "line 3"),
        Refused("a quote that the next row closes", "email,name\na@x.org,\"Ana\nb@x.org,\"Bo\"\n", "line 2"),
        Refused("a quote that swallows a row", "email,name,zone\na@x.org,\"Ana\nb@x.org,Bo\",UTC\n", "line 2"),
        Refused("no header", "a@x.org,Ana\nb@x.org,Bo\n", "email"),
        Refused("nothing", "", "email"),
        Refused("another script", Encoding.Latin1, "email,name\na@x.org,Àíàñòàñèÿ\n", "Line 2"),
    ];

    private static TestCaseData Case(string name, string csv, params string[] lines) =>
        Case(name, new UTF8Encoding(false), csv, lines);

    private static TestCaseData Case(string name, Encoding encoding, string csv, params string[] lines) =>
        new TestCaseData(encoding.GetBytes(csv), lines).SetArgDisplayNames(name);

    private static TestCaseData Refused(string name, string csv, string said) =>
        Refused(name, new UTF8Encoding(false), csv, said);

    private static TestCaseData Refused(string name, Encoding encoding, string csv, string said) =>
        new TestCaseData(encoding.GetBytes(csv), said).SetArgDisplayNames(name);
}
