using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Traceability.Contracts;

namespace Traceability.Hosting.Languages;

/// <summary>
/// Answers in the language that <c>Accept-Language</c> asks for: Chinese for <c>zh</c> and all that begins with it, else English. Only
/// what is read by people depends on it; what is recorded, stored or sent on does not.
/// </summary>
internal static class RequestLanguage
{
    public static void AddRequestLanguage(this IServiceCollection services)
    {
        services.Configure<RequestLocalizationOptions>(options =>
        {
            // Numbers and dates look the same in every language, so that only the language of the user interface is chosen.
            options.DefaultRequestCulture = new(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(Language.English.Tag));
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures =
            [
                CultureInfo.GetCultureInfo(Language.English.Tag), CultureInfo.GetCultureInfo(KnownLanguages.Chinese.Tag),
            ];
            options.RequestCultureProviders = [new PrimaryLanguages()];
        });
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new WarningInLanguage());
            options.SerializerOptions.Converters.Add(new FlawInLanguage());
        });
    }

    /// <summary>Must come before whatever may refuse a request.</summary>
    public static void UseRequestLanguage(this IApplicationBuilder app)
    {
        app.UseWhen(context => !IsWordedByOthers(context.Request.Path), worded => worded.UseRequestLocalization());
        app.Use((context, next) =>
        {
            context.Response.OnStarting(TellLanguage, context);
            return next(context);
        });
    }

    // The errors of the token server, which RFC 6749 keeps to ASCII, and the OpenAPI document are English whatever is asked for.
    private static bool IsWordedByOthers(PathString path) =>
        path.StartsWithSegments("/connect", StringComparison.Ordinal) || path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        || path.StartsWithSegments("/swagger", StringComparison.Ordinal);

    // Told at the last moment, as an exception on the way empties the headers.
    private static Task TellLanguage(object state)
    {
        var context = (HttpContext)state;
        if (context.Response.Headers.ContentLanguage.Count > 0)
        {
            // A process behind this one has worded the answer.
            return Task.CompletedTask;
        }

        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        context.Response.Headers.ContentLanguage =
            context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture.Name ?? Language.English.Tag;
        return Task.CompletedTask;
    }

    /// <summary>
    /// What <c>Accept-Language</c> asks for without script and region: this process knows no table from which the framework could learn
    /// that <c>zh-Hans-CN</c> is Chinese.
    /// </summary>
    private sealed class PrimaryLanguages : AcceptLanguageHeaderRequestCultureProvider
    {
        public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            await base.DetermineProviderCultureResult(httpContext) is { } asked ? new([.. asked.Cultures.Select(PrimaryOf)]) : null;

        private static StringSegment PrimaryOf(StringSegment tag) => tag.IndexOf('-') is > 0 and var end ? tag.Subsegment(0, end) : tag;
    }
}
