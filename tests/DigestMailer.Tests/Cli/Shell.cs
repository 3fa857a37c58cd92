using System.Text.Json;

using DigestMailer.Cli;

namespace DigestMailer.Tests.Cli;

/// <summary>Commands as a user gives them, in this process, with what they print.</summary>
internal static class Shell
{
    /// <summary>Runs a command that is to succeed, and reads its JSON.</summary>
    public static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (code, said, complaint) = await RunAsync([.. arguments, "--json"]);
        Assert.That(code, Is.Zero, $"{complaint} {string.Join(' ', arguments)}");
        return JsonDocument.Parse(said).RootElement;
    }

    public static async Task<(int Code, string Said, string Complaint)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        await using var said = new StringWriter();
        await using var complaint = new StringWriter();
        Console.SetOut(said);
        Console.SetError(complaint);
        try
        {
            return (await CommandLine.RunAsync(arguments), said.ToString(), complaint.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
