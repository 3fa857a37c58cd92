using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Takes changed templates and languages into use while the service runs; where one has a fault the last good ones stay
/// and the log says why.
/// </summary>
internal sealed class TemplateWatch(MailTemplates templates, IOptions<SiteOptions> site, TimeProvider clock,
    ILogger<TemplateWatch> log) : IHostedService
{
    private readonly List<IDisposable> watches = [];

    /// <summary>After each change, taken or not.</summary>
    public event Action? Tried;

    /// <summary>Why the last change was not taken; null where it was.</summary>
    public string? Fault { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in templates.Folders)
        {
            var files = new PhysicalFileProvider(Path.GetFullPath(folder));
            watches.Add(files);
            watches.Add(ChangeToken.OnChange(() => files.Watch("**/*"), Take));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        watches.ForEach(watch => watch.Dispose());
        return Task.CompletedTask;
    }

    /// <summary>Reads the folders again, tries every kind of mail, and only then lets the new templates in.</summary>
    public void Take()
    {
        try
        {
            templates.Reload(candidate =>
            {
                using var renderer = new BodyRenderer(candidate, site, clock);
                new TemplateCheck(candidate, renderer, new DigestMessage(site), new LetterMessage(candidate, site))
                    .Check();
            });
            Fault = null;
            log.LogInformation("Changed templates are in use.");
        }
        catch (Exception fault) when (fault is RefusedException or IOException or UnauthorizedAccessException)
        {
            Fault = fault.Message;
            log.LogError("{Fault} The last good templates stay in use.", fault.Message);
        }

        Tried?.Invoke();
    }
}
