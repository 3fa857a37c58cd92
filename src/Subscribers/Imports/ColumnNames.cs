namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// Under which names columns come: our own, and those of Mailchimp, Substack, Beehiiv, listmonk, Ghost, Buttondown,
/// Keila, Google Forms and others like them. Case, spaces and marks make no difference.
/// </summary>
internal static class ColumnNames
{
    /// <summary>The first name of each is the one it is shown by.</summary>
    private static readonly (Meaning Meaning, string Names)[] Table =
    [
        (Meaning.Email,
            "email emailaddress mail mailaddress emailadresse mailadresse adresseemail adressemail correo "
            + "correoelectronico subscriberemail contactemail useremail primaryemail youremail youremailaddress "
            + "emailid emailaddressrequired email1 email1value subscriber subscribers"),
        (Meaning.Name,
            "name fullname displayname subscribername contactname membername yourname yourfullname nombre nom "
            + "realname"),
        (Meaning.First, "firstname fname first givenname vorname prenom forename"),
        (Meaning.Last, "lastname lname last surname familyname nachname nomdefamille"),
        (Meaning.Digest, "digest digestname"),
        (Meaning.Topics, "topics topic"),
        (Meaning.Queries, "queries query"),
        (Meaning.Consent,
            "consent proof consentproof consenttext consentgiven gdpr gdprconsent marketingconsent emailconsent optin "
            + "doubleoptin permission marketingpermission marketingpermissions optinsource acceptsmarketing "
            + "acceptsemailmarketing einwilligung"),
        (Meaning.Consented,
            "consented consentedat consentdate consenttime consenttimestamp optintime optindate optinat optedinat "
            + "optints confirmtime confirmdate confirmedat confirmedon confirmationdate confirmationtime "
            + "dateconfirmed doubleoptinat doubleoptindate subscribedat subscribedon subscribedate subscribeddate "
            + "subscriptiondate subscribetime datesubscribed"),
        (Meaning.Created,
            "timestamp zeitstempel horodateur marcatemporal createdat createdon created creationdate datecreated "
            + "createdate dateadded addedat addedtime signupdate signedupat joined joinedat joindate datejoined "
            + "startdate"),
        (Meaning.State,
            "state status subscriptionstatus subscriptionstate subscriberstatus subscriberstate subscribertype "
            + "memberstatus emailstatus contactstatus liststatus emailmarketingstatus emailsubscriptionstatus "
            + "marketingstatus globalstatus globalstate newsletter subscribedtonewsletter "
            + "subscribedtoemails subscribed issubscribed isactive active "
            + "enabled type"),
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
            + "blacklisted emailblocklisted emailblacklisted suppressed suppressedat undeliverable "
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

    public static bool IsKnown(string header) => Known.ContainsKey(Plain(header));

    /// <summary>What a column of that name is; null where nobody can tell.</summary>
    public static Column? Find(string header) => Known.GetValueOrDefault(Plain(header)) ?? Guess(header);

    private static Dictionary<string, Column> All()
    {
        var all = new Dictionary<string, Column>();
        foreach (var field in WishFields.All)
        {
            all.TryAdd(Plain(field.Name), new(Meaning.Wish, field));
            all.TryAdd(Plain(field.Json), new(Meaning.Wish, field));
        }

        foreach (var (wish, names) in Wishes)
        {
            names.Split(' ').ToList().ForEach(name => all.TryAdd(name, new(Meaning.Wish, WishFields.Named(wish))));
        }

        foreach (var (meaning, names) in Table)
        {
            names.Split(' ').ToList().ForEach(name => all.TryAdd(name, new(meaning)));
        }

        return all;
    }

    /// <summary>A question of a form instead of a name: "What is your email address?"</summary>
    private static Column? Guess(string header)
    {
        var words =
            new string([.. header.ToLowerInvariant().Select(c => char.IsLetter(c) ? c : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        return words.Length < 2 ? null
            : words.Intersect(["consent", "agree", "permission", "accept", "einwilligung", "zustimmung"]).Any()
                ? new(Meaning.Consent)
            : line.Contains("email address", StringComparison.Ordinal)
                || line.Contains("your email", StringComparison.Ordinal)
                || line.Contains("your e mail", StringComparison.Ordinal) ? new(Meaning.Email)
            : line.Contains("your name", StringComparison.Ordinal)
                || line.Contains("full name", StringComparison.Ordinal) ? new(Meaning.Name)
            : null;
    }

    private static string Plain(string header) =>
        new([.. header.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
