namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Under which names columns come: our own, and those of Mailchimp, Substack, Beehiiv, listmonk, Ghost, Buttondown,
/// Keila, phpList, HubSpot, Brevo, Google Forms in many languages and others like them. Case, spaces, accents and marks
/// make no difference.
/// </summary>
internal static class ColumnNames
{
    /// <summary>Names that a longer one or a question may hold: "Your email address (required)".</summary>
    private const string Addresses =
        "emailaddress mailaddress youremail emailadresse mailadresse adresseemail adressemail adressecourriel "
        + "adresseelectronique adressedemessagerie correoelectronico direcciondecorreo direccióndeemail "
        + "indirizzoemail indirizzodiposta indirizzomail postaelettronica endereçodeemail endereçoemail "
        + "correioeletronico correioeletrônico emailadres mailadres adresemail adrespoczty epostadress mejladress "
        + "メールアドレス 电子邮件 电子邮箱 邮箱 邮件地址 電子郵件 電子信箱 電郵地址 이메일";

    /// <summary>Names of a whole name, or of one part of it where the other has a column of its own.</summary>
    private const string WholeOrPart = "name nom nombre nome naam namn 名前 お名前 名字 이름";

    /// <summary>Words for an agreement, each also within a question.</summary>
    private const string Agreements =
        "einwilligung zustimmung einverständnis consentement consentimiento consenso consentimento toestemming zgoda "
        + "samtycke";

    /// <summary>
    /// Words by which a question about an address asks for something else: whether it is good, or for a second one.
    /// </summary>
    private static readonly HashSet<string> NoAddress =
    [
        .. ("invalid bad wrong confirm confirmed confirmation verify verified unsubscribed bounced blocked "
            + "blacklisted blocklisted suppressed status old previous former opted optout").Split(' ')
    ];

    /// <summary>The first name of each is the one it is shown by.</summary>
    private static readonly (Meaning Meaning, string Names)[] Table =
    [
        (Meaning.Email,
            "email mail correo courriel epost mejl メール eメール 電郵 邮件 信箱 메일 subscriberemail contactemail useremail "
            + "primaryemail emailid email1 email1value subscriber subscribers direccióndecorreoelectrónico "
            + "indirizzodipostaelettronica endereçodecorreioeletrônico adrespocztyelektronicznej 電子メール "
            + "電子メールアドレス eメールアドレス 电子邮件地址 电子邮箱地址 邮箱地址 電子郵件地址 이메일주소 youremailaddress "
            + "emailaddressrequired "
            + Addresses),
        (Meaning.Name,
            "fullname displayname subscribername contactname membername yourname yourfullname realname "
            + "vollständigername vorundnachname nomcomplet nometprénom prénometnom nombrecompleto nombreyapellido "
            + "nombreyapellidos nomecompleto nomeecognome volledigenaam imięinazwisko fullständigtnamn "
            + "förochefternamn 氏名 姓名 성명 성함 "
            + WholeOrPart),
        (Meaning.First,
            "firstname fname first givenname vorname prénom forename primernombre nombredepila primeironome voornaam "
            + "imię förnamn 名"),
        (Meaning.Last,
            "lastname lname last surname familyname nachname familienname nomdefamille apellido apellidos cognome "
            + "sobrenome apelido achternaam nazwisko efternamn 姓 姓氏 苗字 성"),
        (Meaning.Digest, "digest digestname"),
        (Meaning.Topics, "topics topic"),
        (Meaning.Queries, "queries query"),
        (Meaning.Consent,
            "consent proof consentproof consenttext consentgiven gdpr gdprconsent marketingconsent emailconsent optin "
            + "doubleoptin permission marketingpermission marketingpermissions optinsource acceptsmarketing "
            + "acceptsemailmarketing 同意 동의 "
            + Agreements),
        (Meaning.Consented,
            "consented consentedat consentdate consenttime consenttimestamp optintime optindate optinat optedinat "
            + "optints confirmtime confirmdate confirmedat confirmedon confirmationdate confirmationtime "
            + "dateconfirmed doubleoptinat doubleoptindate subscribedat subscribedon subscribedate subscribeddate "
            + "subscriptiondate subscribetime datesubscribed"),
        (Meaning.Answered,
            "timestamp zeitstempel horodateur marcatemporal informazionicronologiche carimbodedatahora tijdstempel "
            + "sygnaturaczasowa tidsstämpel タイムスタンプ 时间戳 时间戳记 時間戳記 타임스탬프"),
        (Meaning.Created,
            "createdat createdon created creationdate datecreated createdate dateadded addedat addedtime signupdate "
            + "signedupat joined joinedat joindate datejoined "
            + "startdate"),
        (Meaning.State,
            "state status subscriptionstatus subscriptionstate subscriberstatus subscriberstate subscribertype "
            + "memberstatus emailstatus contactstatus liststatus emailmarketingstatus emailsubscriptionstatus "
            + "marketingstatus globalstatus globalstate newsletter subscribedtonewsletter "
            + "subscribedtoemails subscribed issubscribed isactive active "
            + "enabled type"),
        (Meaning.Confirmed,
            "confirmed isconfirmed emailconfirmed emailisconfirmed subscriberconfirmed isthissubscriberconfirmed "
            + "isthisuserconfirmed verified isverified emailverified emailisverified confirmé bestätigt confirmado "
            + "confermato bevestigd potwierdzony bekräftad"),
        (Meaning.Left,
            "left leftat lefton unsubtime unsubscribedat unsubscribedon unsubscribeddate unsubscribedate "
            + "unsubscribetime unsubscriptiondate optouttime optoutdate optoutat optedoutat deletedat removedat "
            + "cancelledat canceledat dateunsubscribed unsubdate dateoptedout confirmedoptoutdate stopdate stoptime"),
        (Meaning.Stopped,
            "unsubscribed isunsubscribed emaildisabled disabled optedout optout isoptedout hasoptedoutofemail "
            + "emailoptout emailoptedout optedoutofemail donotemail donotcontact archived deleted "
            + "removed unsubscribedfromallemail"),
        (Meaning.Failed,
            "cleantime cleaned bounced isbounced hardbounced hardbounce bouncedat bouncedate hardbouncedat complained "
            + "complainedat complaint complainttime spam markedasspam blocked isblocked blockedat blocklisted "
            + "blacklisted blacklist blocklist isblacklisted isblocklisted isthissubscriberblacklisted "
            + "isthisuserblacklisted emailblocklisted emailblacklisted invalidemailaddress invalidemail emailinvalid "
            + "bademailaddress bademail isinvalid suppressed suppressedat undeliverable "
            + "undeliverabilitydate bounceddate datebounced bouncereason hardbouncereason emailhardbouncereason "
            + "emailbouncedreason emailbounceddate"),
    ];

    /// <summary>Other words for wishes, by the names of <see cref="WishFields"/>.</summary>
    private static readonly (string Wish, string Names)[] Wishes =
    [
        ("every", "rhythm frequency cadence digestfrequency"),
        ("at", "time hour sendtime timeofday"),
        ("zone", "timezone tz ianatimezone ianazone zeitzone"),
        ("max", "maxpapers papers mostpapers"),
        ("weekday", "day dayofweek"),
        ("format", "emailtype emailformat preferredformat mailformat"),
        ("language", "lang locale preferredlanguage sprache"),
        ("thumbnails", "pictures images"),
    ];

    private static readonly Dictionary<string, Column> Known = All();

    private static readonly string[] AddressParts = Split(Addresses);

    private static readonly string[] NameParts = ["yourname", "fullname"];

    private static readonly string[] AgreementWords =
        ["consent", "agree", "permission", "accept", "acepto", "accetto", "aceito", "accepte", .. Split(Agreements)];

    private static readonly HashSet<string> Parts = [.. Split(WholeOrPart)];

    public static bool IsKnown(string header) => Known.ContainsKey(PlainWord.Of(header));

    /// <summary>What a column of that name is; null where nobody can tell.</summary>
    public static Column? Find(string header) =>
        Known.GetValueOrDefault(PlainWord.Of(header)) is { } known ? known
        : Guess(header) is { } guess ? new(guess)
        : null;

    /// <summary>Whether a column of that name holds a part of the name where another holds the other part.</summary>
    public static bool MayBePart(string header) => Parts.Contains(PlainWord.Of(header));

    private static Dictionary<string, Column> All()
    {
        var all = new Dictionary<string, Column>();
        foreach (var field in WishFields.All)
        {
            all.TryAdd(PlainWord.Of(field.Name), new(Meaning.Wish, field));
            all.TryAdd(PlainWord.Of(field.Json), new(Meaning.Wish, field));
        }

        foreach (var (wish, names) in Wishes)
        {
            Split(names).ToList().ForEach(name => all.TryAdd(name, new(Meaning.Wish, WishFields.Named(wish))));
        }

        foreach (var (meaning, names) in Table)
        {
            Split(names).ToList().ForEach(name => all.TryAdd(name, new(meaning)));
        }

        return all;
    }

    private static string[] Split(string names) => [.. names.Split(' ').Select(PlainWord.Of)];

    /// <summary>A question of a form instead of a name: "What is your email address?"</summary>
    private static Meaning? Guess(string header)
    {
        var words =
            new string([.. header.Normalize().Select(c => char.IsLetter(c) ? c : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PlainWord.Of).ToArray();
        var plain = string.Concat(words);
        return GuessStop(words, plain) is { } stop ? stop
            : (words.Length > 1 && words.Intersect(AgreementWords).Any()) || HoldsAny(plain, ["同意", "동의"])
                ? Meaning.Consent
            : HoldsAny(plain, AddressParts) && !NoAddress.Overlaps(words) ? Meaning.Email
            : words.Length > 1 && HoldsAny(plain, NameParts) ? Meaning.Name
            : null;
    }

    /// <summary>Columns that say that somebody is not to be mailed: "Opted out of email: Marketing Information".
    /// </summary>
    private static Meaning? GuessStop(string[] words, string plain) =>
        words.Length < 2 ? null
        : plain.StartsWith("optedoutof", StringComparison.Ordinal)
            || plain.StartsWith("unsubscribedfrom", StringComparison.Ordinal) ? Meaning.Stopped
        : words.Contains("blacklisted") || words.Contains("blocklisted")
            || (words.Contains("invalid") && plain.Contains("email", StringComparison.Ordinal)) ? Meaning.Failed
        : words[0] == "is" && words[^1] is ("confirmed" or "verified") ? Meaning.Confirmed
        : null;

    private static bool HoldsAny(string plain, string[] parts) =>
        parts.Any(part => plain.Contains(part, StringComparison.Ordinal));
}
