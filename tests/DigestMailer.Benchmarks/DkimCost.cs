using System.Diagnostics;
using System.Security.Cryptography;

namespace DigestMailer.Benchmarks;

/// <summary>CPU that signing adds to a mail, beside the CPU of one bare RSA-2048 signature.</summary>
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
        string[] signed = ["--Delivery:Dkim:Domain=example.org", "--Delivery:Dkim:Selector=bench", $"--Delivery:Dkim:KeyFile={key}", $"--Delivery:Dkim:PrivateKey={key}"];
        var (added, bare) = (new List<double>(), new List<double>());
        for (var run = 0; run < Math.Min(scale.Runs, 3); run++)
        {
            await using var without = world.Copy();
            await using var with = world.Copy();
            var plain = await Ours.SendAsync(without, sink.Port, readers);
            added.Add((await Ours.SendAsync(with, sink.Port, readers, signed)).CpuMilliseconds - plain.CpuMilliseconds);
            bare.Add(Bare(rsa));
        }

        report.Add("CPU that DKIM adds to a mail", "ms", added);
        report.Add("CPU of a bare RSA-2048 signature", "ms", bare);
        report.Add("DKIM beside the bare signature", "times", [.. added.Zip(bare, (one, other) => one / other)], "<= 1.3 (1.1)");
    }

    private static double Bare(RSA rsa)
    {
        const int signatures = 2000;
        var hash = new byte[32];
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < signatures; i++)
        {
            rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / signatures;
    }
}
