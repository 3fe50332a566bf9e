using System.Globalization;
using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Hosting.Languages;

/// <summary>The languages in which this process speaks to people.</summary>
public static class KnownLanguages
{
    private static readonly Lazy<Language> Read = new(() => FromResource("zh.json"));

    /// <summary>Chinese in simplified characters, from <c>zh.json</c>.</summary>
    public static Language Chinese => Read.Value;

    /// <summary>The language of the request that is being served; English where none is.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.Name == Chinese.Tag ? Chinese : Language.English;

    private static Language FromResource(string name)
    {
        using var resource = typeof(KnownLanguages).Assembly.GetManifestResourceStream(typeof(KnownLanguages), name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return JsonSerializer.Deserialize<Language>(resource, TraceabilityJson.Options)!;
    }
}
