using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Traceability.Hosting.Rules;

/// <summary>Shows anyone what the registry decides by.</summary>
public static class RulesEndpoints
{
    /// <summary>Maps <c>/rules</c>; a process that has services with rules does it once.</summary>
    public static void MapRules(this IEndpointRouteBuilder app)
    {
        var rules = app.MapGroup("").WithTags("Rules");
        rules.MapReadRules();
        rules.MapReadRuleEditions();
    }
}
