using DigestMailer.Settings;
using DigestMailer.Storage.Backups;
using DigestMailer.Storage.Postgres;
using DigestMailer.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace DigestMailer.Storage;

/// <summary>Puts the storage room into the host.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        ColumnTypes.Register();
        services.AddSettings<StorageOptions>("Storage");
        services.AddSingleton<Database>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return options.Provider switch
            {
                StorageProvider.Sqlite => new SqliteDatabase(options.ConnectionString),
                _ => new PostgresDatabase(options.ConnectionString,
                    provider.GetRequiredService<ILogger<PostgresDatabase>>()),
            };
        });
        services.AddSingleton<Backup>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return provider.GetRequiredService<Database>() is PostgresDatabase postgres
                ? new PostgresBackup(options.ConnectionString, postgres)
                : new SqliteBackup(options.ConnectionString);
        });
        services.AddSingleton<NightlyBackup>();
        return services;
    }
}
