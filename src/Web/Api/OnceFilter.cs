using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Web.Api;

/// <summary>
/// Acts once for all requests with the same <c>Idempotency-Key</c>, and gives each the same answer; a fault changed
/// nothing and is not kept, so that the request can be corrected under the same name. The hash of a request is keyed
/// with the key of its caller, so that nobody who reads the database can guess an address from it.
/// </summary>
internal sealed class OnceFilter(AnswerStore answers) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    private const int MostCharacters = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.TryGetValue(Header, out var sent))
        {
            return await next(context);
        }

        if (sent is not [{ Length: > 0 and <= MostCharacters } name] || name.Any(c => c is < '!' or > '~'))
        {
            return ApiAnswer.Fault(StatusCodes.Status400BadRequest, "idempotency",
                $"{Header} must be one text of at most {MostCharacters} visible ASCII characters.");
        }

        var (body, fault) = await ApiBody.BytesAsync(http);
        if (body is null)
        {
            return fault;
        }

        var key = ApiKeyHandler.KeyOf(http);
        return await answers.ClaimAsync(key, name, HashOf(http, body), http.RequestAborted)
            ?? await ActAsync(key, name, context, next);
    }

    private async Task<ApiAnswer> ActAsync(long key, string name, EndpointFilterInvocationContext context,
        EndpointFilterDelegate next)
    {
        var hasActed = false;
        try
        {
            var answer = (ApiAnswer)(await next(context))!;
            hasActed = answer.Status < StatusCodes.Status400BadRequest;
            if (hasActed)
            {
                await answers.KeepAsync(key, name, answer);
            }

            return answer;
        }
        finally
        {
            if (!hasActed)
            {
                await answers.ForgetAsync(key, name);
            }
        }
    }

    private static string HashOf(HttpContext http, byte[] body)
    {
        var head = Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n");
        byte[] request = [.. head, .. body];
        return Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(ApiKeyHandler.Sent(http)), request));
    }
}
