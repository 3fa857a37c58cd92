using System.Reflection;
using DbUp.Builder;
using DbUp.Engine;

namespace DigestMailer.Storage;

/// <summary>The numbered SQL scripts of a dialect, run once each in order by DbUp, each in its own transaction.</summary>
internal static class Migrations
{
    public static void Run(Dialect dialect, UpgradeEngineBuilder database)
    {
        var prefix = $"DigestMailer.Storage.Migrations.{dialect.Name}.";
        var engine = database
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(prefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        RefuseNewer(engine);
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new RefusedException($"Storage: migration {result.ErrorScript?.Name ?? "(none)"} failed: {result.Error.Message} " +
                "Nothing of it was kept; mend the cause and start again.");
        }
    }

    private static void RefuseNewer(UpgradeEngine engine)
    {
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = engine.GetExecutedScripts().Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new RefusedException($"Storage: the database was changed by a newer version of DigestMailer ({unknown[^1]}). " +
                "Run that version or a later one, or restore a backup.");
        }
    }
}
