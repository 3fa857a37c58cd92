namespace DigestMailer.Delivery.Refusals;

/// <summary>Words by which servers say that it may go later, or that it took too long to try.</summary>
internal static class PassingPhrases
{
    public const string Passing =
        """
        try/trying it? again later/in/after/shortly/tomorrow/another | Sendmail, Yahoo
        again later/shortly | Exim
        later please/try/retry | GMX
        temporarily/temporary/transient | Postfix
        timed/time out | Postfix, Exim
        timeout | Exim
        retry time/timeout not/exceeded | Exim
        giving up on/after? trying/delivery? | Sendmail
        too long in the/queue | qmail
        in the/mail? queue too/for long/too | qmail
        not/couldnt be delivered/sent within/for/after/in * hours/days/minutes/seconds | Postfix, Exchange
        within/for/after * hours/days/minutes of/so/it/and/i/by | Sendmail
        delivery/message/queue/mail time? expired/expiration/timeout/lifetime | Exchange (QUEUE.Expired)
        expired | Exchange
        delivery attempts/retries * exceeded/exhausted/failed | PowerMTA
        connection/connect refused/reset/closed/lost/failed/failure/dropped/timed/aborted | Postfix
        connection was/is/has been? refused/reset/closed/lost/dropped/aborted | Exim
        network is? unreachable/down/error/problem | Exim
        host/server/network/destination * unreachable/unavailable/busy/overloaded/down | Postfix
        no route to host/@ | Postfix
        route to host | Postfix
        unable/couldnt/cannot/failed/cant/could not? to? connect/contact/open/reach/establish * | Exchange, Exim
        not/didnt/isnt respond/responding/answering/reachable | Gmail
        could/can not be reached/contacted | Gmail
        couldnt/cant be reached/contacted | Gmail
        greylisted/greylisting/graylisted/graylisting/greylist/graylist | Postgrey
        server/system/service busy/overloaded/load | Postfix
        lookup failed/failure/timed/did | Postfix
        dns/name/mx/host * lookup/server/resolution error/failed/failure/timeout/loop | Sendmail
        malformed or? unexpected name server reply | Postfix
        servfail | Postfix
        cannot/cant currently? be verified/contacted | Exim
        insufficient system resources/storage | Exchange
        out of memory | Sendmail
        local error/configuration/problem | Sendmail
        server/system/configuration/internal/unexpected configuration/software/server/internal? error/failure/
        problem | Postfix
        file/disk/io/lock write? error/failure/failed | Sendmail
        lost connection | Postfix
        nach/fur/seit * stunden/tagen | T-Online
        spater/spaeter | GMX
        plus tard/ulterieurement | Orange
        mas tarde | Telefonica
        mais tarde | UOL
        piu tardi | Libero
        tijdelijk/later | KPN
        pozniej/tymczasowo | WP
        позже/временно | Mail.ru
        一時的 | OCN
        しばらく | NIFTY
        稍后 | 163
        稍後 | HiNet
        暂时 | QQ
        """;
}
