using System.Runtime.CompilerServices;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Tests.Web.Site;

/// <summary>A reload replaces the host, and must not keep what the one before had in memory.</summary>
internal sealed class LimiterEndTests
{
    [Test]
    public async Task A_host_that_ended_is_forgotten()
    {
        var before = await LivedAsync();
        for (var attempt = 0; before.IsAlive && attempt < 20; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.That(before.IsAlive, Is.False);
    }

    /// <returns>What went through the pipeline of a host that has ended.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> LivedAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRateLimiter(_ => { });
        await using var app = builder.Build();
        app.UseEndingRateLimiter();
        var content = new byte[100];
        app.Run(context => context.Response.Body.WriteAsync(content).AsTask());
        await app.StartAsync();
        using (var client = new HttpClient())
        {
            Assert.That(await client.GetByteArrayAsync(app.Urls.Single()), Has.Length.EqualTo(100));
        }

        await app.StopAsync();
        return new WeakReference(content);
    }
}
