using Traceability.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Traceability.Gateway;

/// <summary>Explains that a service cannot be reached: nothing is wrong with the request, and it may be repeated.</summary>
internal static class Unreachable
{
    /// <summary>Sends the request on, and answers it where no service did.</summary>
    public static async Task AsProblem(HttpContext context, Func<Task> next)
    {
        await next();
        if (context.Features.Get<IForwarderErrorFeature>() is not null && !context.Response.HasStarted
            && context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            await Problem().ExecuteAsync(context);
        }
    }

    /// <summary>The answer.</summary>
    public static IResult Problem() => Problems.Refused(HostingRefusals.NotAvailable.With());
}
