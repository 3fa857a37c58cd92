using System.Diagnostics;
using System.Security.Cryptography;
using DigestMailer.Delivery.Signing;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>
/// Our signatures compared with bare RSA-2048 signatures: signed alone, and as CPU that signing adds to a mail of a
/// whole run.
/// </summary>
internal static class DkimCost
{
    public static async Task RunAsync(Scale scale, Report report)
    {
        var readers = scale.Of(20_000);
        await using var world = await World.MakeAsync(readers, Math.Min(200, readers));
        using var sink = new SmtpSink();
        using var rsa = RSA.Create(2048);
        var key = Path.Combine(world.Folder, "dkim.pem");
        await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
        string[] signed =
            ["--Delivery:Dkim:Mode=Rsa", "--Delivery:Dkim:Domain=example.org", "--Delivery:Dkim:Selector=bench",
                $"--Delivery:Dkim:KeyFile={key}"];
        await AloneAsync(scale, report, key);
        var (added, bare) = (new List<double>(), new List<double>());
        for (var run = 0; run < scale.Runs; run++)
        {
            await using var without = world.Copy();
            await using var with = world.Copy();
            var plain = await Ours.SendAsync(without, sink.Port, readers);
            added.Add((await Ours.SendAsync(with, sink.Port, readers, signed)).CpuMilliseconds - plain.CpuMilliseconds);
            bare.Add(Bare(rsa));
        }

        report.Add("CPU that DKIM adds to a mail", "ms", added);
        report.Add("CPU of a bare RSA-2048 signature", "ms", bare);
        report.Add("DKIM compared with the bare signature", "times", [.. added.Zip(bare, (one, other) => one / other)],
            "<= 1.3 (1.1)");
    }

    /// <summary>
    /// In this process, in turns: a digest as it is sent, and the same bytes by RSA alone.
    /// </summary>
    private static async Task AloneAsync(Scale scale, Report report, string key)
    {
        await using var world = await World.MakeAsync(1, 1);
        await Child.OursAsync(["send", "--json", $"--now={World.Now:O}", .. world.Settings]);
        var mail = await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(world.Folder, "outbox")).Single());
        using var signer = new DkimSigner("example.org", [("bench", DkimKey.Read(key))]);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(await File.ReadAllTextAsync(key));
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var run = 0; run <= scale.Runs; run++)
        {
            var one = Milliseconds(() => signer.Sign(mail));
            var other = Milliseconds(() => rsa.SignData(mail, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            // The first warms up.
            if (run > 0)
            {
                ours.Add(one);
                bare.Add(other);
            }
        }

        report.Add($"DKIM signatures of a mail of {mail.Length / 1024} KB", "1/s of CPU",
            [.. ours.Select(one => 1000 / one)]);
        report.Add("bare RSA-2048 signatures of the same bytes", "1/s of CPU", [.. bare.Select(one => 1000 / one)]);
        report.Add("CPU of a DKIM signature compared with a bare one", "times",
            [.. ours.Zip(bare, (one, other) => one / other)], "<= 1.3 (1.1)");
    }

    private static double Bare(RSA rsa)
    {
        var hash = new byte[32];
        return Milliseconds(() => rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>CPU of one.</summary>
    private static double Milliseconds(Action sign)
    {
        const int signatures = 2000;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < signatures; i++)
        {
            sign();
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / signatures;
    }
}
