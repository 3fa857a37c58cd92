namespace DigestMailer.Tests.Settings;

/// <summary>No setting is ignored: what is unknown or cannot be read is rejected by its full name.</summary>
[NonParallelizable]
internal sealed class StrictSettingsTests
{
    private const string Relay = "--Delivery:Relays:0:Host=relay.example.org";

    [TestCase("Delivery:Relays:0:Security=SSL", "Delivery:Relays:0:Security", "None, StartTls, Tls")]
    [TestCase("Delivery:Relays:0:Security=1", "Delivery:Relays:0:Security", "None, StartTls, Tls")]
    [TestCase("Delivery:Relays:0:Security=None, Tls", "Delivery:Relays:0:Security", "None, StartTls, Tls")]
    [TestCase("Delivery:Relays:0:Port=abc", "Delivery:Relays:0:Port", "a whole number from 1 to 65535, such as 587")]
    [TestCase("Delivery:Relays:0:Port=58.7", "Delivery:Relays:0:Port", "a whole number")]
    [TestCase("Delivery:Relays:0:Port=0x24b", "Delivery:Relays:0:Port", "a whole number")]
    [TestCase("Delivery:Relays:0:Port=", "Delivery:Relays:0:Port", "a whole number")]
    [TestCase("Delivery:Relays:0:Port=70000", "Delivery:Relays:0:Port", "from 1 to 65535")]
    [TestCase("Delivery:Relays:0:Weight=1,5", "Delivery:Relays:0:Weight", "with a decimal point")]
    [TestCase("Delivery:Relays:0:Weight=NaN", "Delivery:Relays:0:Weight", "a number")]
    [TestCase("Delivery:Relays:0:Weight=1e999", "Delivery:Relays:0:Weight", "a number")]
    [TestCase("Delivery:Relays:0:WarmUp:Since=1 May", "Delivery:Relays:0:WarmUp:Since", "2026-05-01")]
    [TestCase("Delivery:Relays:0:WarmUp:FirstDay=5", "Delivery:Relays:0:WarmUp:Since", "2026-05-01")]
    [TestCase("Delivery:Relays:0:WarmUp=soon", "Delivery:Relays:0:WarmUp", "Since, FirstDay, Growth")]
    [TestCase("Delivery:Relays:0:Reports=yes", "Delivery:Relays:0:Reports", "true or false")]
    [TestCase("Delivery:Relays:0:Timeout=30", "Delivery:Relays:0:Timeout", "a duration as days.hours:minutes:seconds")]
    [TestCase("Delivery:Relays:0:Timeout=24:00:00", "Delivery:Relays:0:Timeout", "days.hours:minutes:seconds")]
    [TestCase("Delivery:Relays:0:Timeout=-00:02:00", "Delivery:Relays:0:Timeout", "days.hours:minutes:seconds")]
    [TestCase("Delivery:Relays:0:Timeout=00:00:00", "Delivery:Relays:0:Timeout", "a duration")]
    [TestCase("Delivery:Relays:0:Hots=x", "Delivery:Relays:0:Hots", "did you mean Delivery:Relays:0:Host?")]
    [TestCase("Delivery:Relays:2:Host=x", "Delivery:Relays:2", "Delivery:Relays:1")]
    [TestCase("Delivery:Relays:first:Host=x", "Delivery:Relays:first", "is a list")]
    [TestCase("Delivery:Relays:01:Host=x", "Delivery:Relays:01", "is a list")]
    [TestCase("Delivery:Relays=relay.example.org", "Delivery:Relays", "a list")]
    [TestCase("Delivery:Relays:0:Host=smtp://relay.example.org:25", "Delivery:Relays:0:Host", "smtp.example.org")]
    [TestCase("Delivery:Relays:0:Host=relay.example.org:587", "Delivery:Relays:0:Host", "Delivery:Relays:0:Port")]
    [TestCase("Delivery:Relays:0:Host=relay example", "Delivery:Relays:0:Host", "is not the name of a server")]
    [TestCase("Delivery:Relays:0:UserName=u", "Delivery:Relays:0:UserName", "Password, PasswordFile or TokenFile")]
    [TestCase("Delivery:Relays:0:Password=p", "Delivery:Relays:0:Password", "without a UserName")]
    [TestCase("Delivery:Dkim:KeyFile=dkim.pem", "Delivery:Dkim:KeyFile", "Mode to Rsa")]
    [TestCase("Delivery:KeepMail=30d", "Delivery:KeepMail", "such as 30.00:00:00")]
    [TestCase("Delivery:Relay=x", "Delivery:Relay", "did you mean Delivery:Relays?")]
    [TestCase("Delivery:From:Name=x", "Delivery:From", "one value")]
    [TestCase("Delivery:Dkim=Rsa", "Delivery:Dkim", "Mode, Domain")]
    [TestCase("Delivery:Dkim:Mode=Ed25519", "Delivery:Dkim:Mode", "None, Rsa, Dual")]
    [TestCase("Delivery:Domains:0:Domain=", "Delivery:Domains:0:Domain", "is empty")]
    [TestCase("Storage:Provider=MySql", "Storage:Provider", "Sqlite, Postgres")]
    [TestCase("Digests:Weights:Relevence=2", "Digests:Weights:Relevence", "did you mean Digests:Weights:Relevance?")]
    [TestCase("Digests:Weights:Taste=-1", "Digests:Weights:Taste", "from 0 to 100")]
    [TestCase("Schedule:Gather=every hour", "Schedule:Gather", "0 15 0/2 * * ?")]
    [TestCase("Schedule:Plan=0 0 0 1 1 ? 1999", "Schedule:Plan", "cron")]
    [TestCase("Service:Roles=Postman", "Service:Roles", "Web, Planner, Sender")]
    [TestCase("Bounces:Imap:Hosst=x", "Bounces:Imap:Hosst", "did you mean Bounces:Imap:Host?")]
    [TestCase("Bounces:Interval=00:00:01", "Bounces:Interval", "from 00:00:10 to 1.00:00:00")]
    [TestCase("Telemetry:Otlp=localhost:4317", "Telemetry:Otlp", "http://localhost:4317")]
    [TestCase("Telemetry:MetricsUrl=127.0.0.1:9464", "Telemetry:MetricsUrl", "http://127.0.0.1:9464")]
    [TestCase("Telemetry:MetricsUrl=https://127.0.0.1:9464", "Telemetry:MetricsUrl", "http://127.0.0.1:9464")]
    [TestCase("Telemetry:MetricsSecret=short", "Telemetry:MetricsSecret", "openssl rand")]
    [TestCase("Telemetry:Metrics=x", "Telemetry:Metrics", "did you mean Telemetry:Metrics")]
    [TestCase("Admin:Secret=short", "Admin:Secret", "openssl rand")]
    [TestCase("Admin:SessionLength=00:00:01", "Admin:SessionLength", "from 00:05:00 to 7.00:00:00")]
    [TestCase("Web:Proxies:0=10.0.0.0/99", "Web:Proxies:0", "10.0.0.0/8")]
    [TestCase("Papers:Sources:0:Kind=Gopher", "Papers:Sources:0:Name", "is empty")]
    [TestCase("Webhooks:Events:0=digest.read", "Webhooks:Events:0", "digest.sent")]
    [TestCase("Site:Name=Gr\uFFFD\uFFFDe", "Site:Name", "not UTF-8")]
    [TestCase("Papers:Sources:0:Fields:title:x=y", "Papers:Sources:0:Fields:title", "a text")]
    [TestCase("Topics:0:Slug=speech", "Topics:0:Query", "has no query")]
    [TestCase("Topics:0:Qery=x", "Topics:0:Qery", "did you mean Topics:0:Query?")]
    [TestCase("Deliveri:From=x", "Deliveri", "did you mean Delivery?")]
    [TestCase("Mailer:Host=x", "Mailer", "the sections are Admin, Api, Bounces, ")]
    [TestCase("From:x=y", "From", "did you mean Delivery:From?")]
    [TestCase("Logging:LogLevel:Default=Loud", "Logging:LogLevel:Default", "Trace, Debug, Information")]
    [TestCase("Logging:Console:LogLevel:Quartz=9", "Logging:Console:LogLevel:Quartz", "Trace, Debug")]
    [TestCase("Logging:Console:FormatterName=yaml", "Logging:Console:FormatterName", "json")]
    [TestCase("Logging:LogLevl:Default=Debug", "Logging:LogLevl", "did you mean Logging:LogLevel?")]
    public void A_setting_that_is_wrong_is_rejected_by_its_full_name(string setting, string key, string told)
    {
        var faults = Trial.Faults(Trial.Good, Relay, "--" + setting);
        Assert.That(faults, Has.Some.StartsWith(key).And.Contains(told), string.Join('\n', faults));
    }

    [TestCase("""{ "Site": 5 }""", "Site")]
    [TestCase("""{ "Site": [ "x" ] }""", "Site:0")]
    [TestCase("""{ "Topics": { "Slug": "x" } }""", "Topics:Slug")]
    [TestCase("""{ "Topics": [ null ] }""", "Topics:0")]
    [TestCase("""{ "Topics": [ {} ] }""", "Topics:0")]
    [TestCase("""{ "Topics": [ "x" ] }""", "Topics:0")]
    [TestCase("""{ "Papers": { "Sources": [ [ "x" ] ] } }""", "Papers:Sources:0:0")]
    [TestCase("""{ "Delivery": { "PickupFolder": null } }""", "Delivery:PickupFolder")]
    [TestCase("""{ "Delivery": { "Verp": "" } }""", "Delivery:Verp")]
    [TestCase("""{ "Delivery": { "Domains": true } }""", "Delivery:Domains")]
    [TestCase("""{ "Bounces": { "Webhooks": { "SnsTopics": [ { "Arn": "x" } ] } } }""", "Bounces:Webhooks:SnsTopics:0")]
    public void A_value_of_another_shape_is_rejected_by_its_full_name(string json, string key) =>
        Assert.That(Trial.Faults(json), Has.Some.StartsWith(key));

    [TestCase("""{ "delivery": { "VERP": "FALSE" }, "storage": { "provider": "SQLITE" } }""")]
    [TestCase("""{ "Delivery": { "Relays": [], "Domains": null, "ReturnPath": null } }""")]
    [TestCase("""{ "Delivery": {}, "Papers": { "Sources": [] }, "Bounces": { "Imap": null } }""")]
    [TestCase("""{ "Delivery": { "Relays": [ { "Host": "a.example", "Port": "25", "Weight": "1e-1" } ] } }""")]
    [TestCase("""{ "Delivery": { "Relays": [ { "Host": "::1" }, { "Host": "mail_relay" } ] } }""")]
    [TestCase("""{ "Delivery": { "Relays": [ { "Host": "bücher.example." } ] } }""")]
    [TestCase("""{ "Delivery": { "KeepMail": "30.00:00:00", "GiveUpAfter": "20:00" } }""")]
    [TestCase("""{ "Service": { "Roles": "web, Sender" } }""")]
    [TestCase("""{ "Service": { "Roles": [ "Web", "planner" ] } }""")]
    [TestCase("""{ "Logging": { "LogLevel": { "Default": "debug" }, "Console": { "FormatterName": "json" } } }""")]
    [TestCase("""{ "Urls": "http://*:80", "AllowedHosts": "*", "Kestrel": { "x": { "y": 1 } }, "$schema": "x" }""")]
    public void Settings_in_order_pass(string json) =>
        Assert.That(Trial.Faults(json, "--Site:PostalAddress=1 Paper Street", "--urls=http://localhost:1"), Is.Empty);

    [TestCase("Delivery__Relays__0__Weight", "heavy", "Delivery:Relays:0:Weight")]
    [TestCase("Site__Nmae", "x", "Site:Nmae")]
    [TestCase("SITE__NMAE", "x", "Site:NMAE")]
    [TestCase("Deliveri__From", "x", "Deliveri")]
    [TestCase("DELIVERI__FROM", "x", "DELIVERI")]
    [TestCase("Mailer__Host", "x", "Mailer")]
    [TestCase("Topics__first__Slug", "x", "Topics:first")]
    public void A_variable_in_the_form_of_a_setting_is_read_as_strictly(string name, string value, string key) =>
        Assert.That(Trial.FaultsOfVariable(name, value), Has.Some.StartsWith(key));

    [TestCase("SITE", "production")]
    [TestCase("TOPICS", "all")]
    [TestCase("npm_config__auth", "x")]
    [TestCase("GITEA__database__HOST", "x")]
    [TestCase("__private", "x")]
    [TestCase("Site__Name", "Paper Morning")]
    [TestCase("DELIVERY__KEEPMAIL", "30.00:00:00")]
    public void Variables_of_other_programs_are_left_alone(string name, string value) =>
        Assert.That(Trial.FaultsOfVariable(name, value), Is.Empty);
}
