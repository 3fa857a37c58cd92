using DigestMailer.Web.Forms;
using Microsoft.AspNetCore.Antiforgery;

namespace DigestMailer.Web.Admin;

/// <summary>
/// Guards every operator's page: nobody comes in without a session, and no form that another site or another
/// session made.
/// </summary>
internal sealed class AdminDoor(SignInPage signIn, AdminView view, IAntiforgery antiforgery)
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (Operator.Of(context) is null)
        {
            return signIn.Ask(context);
        }

        return await RefusalAsync(context) ?? await next(call);
    }

    /// <summary>Before what changes something: viewers may not.</summary>
    public async ValueTask<object?> LetActAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        Operator.Of(call.HttpContext)?.MayAct == true ? await next(call) : view.RefuseAct(call.HttpContext);

    /// <summary>
    /// What a form is answered that is not ours; null where it is, or where nothing is to be changed.
    /// </summary>
    private async Task<IResult?> RefusalAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return null;
        }

        var (form, status) = await FormBody.ReadAsync(context, context.RequestAborted);
        return form is null ? Results.StatusCode(status)
            : await antiforgery.IsRequestValidAsync(context) ? null : view.RefuseForm(context);
    }
}
