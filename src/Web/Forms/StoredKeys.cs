using System.Xml.Linq;
using Dapper;
using DigestMailer.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Keeps the keys that protect the forms in the database, so that all processes share them and a restart spoils no open
/// form.
/// </summary>
internal sealed class StoredKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(async () =>
    {
        await using var connection = await database.OpenAsync();
        return (await connection.QueryAsync<string>("SELECT xml FROM form_keys ORDER BY name")).Select(XElement.Parse)
            .ToList();
    }).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => database.WriteAsync(transaction => transaction.ExecuteAsync(
        "INSERT INTO form_keys(name, xml) VALUES (@friendlyName, @xml) ON CONFLICT (name) DO UPDATE SET xml = "
            + "excluded.xml",
        new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }))).GetAwaiter()
        .GetResult();
}
