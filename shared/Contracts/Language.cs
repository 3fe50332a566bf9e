using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Traceability.Contracts;

/// <summary>
/// Puts refusals, warnings and phrases into sentences of one language. English stands where a sentence is declared; another language is
/// a table beside it, read from its resource file, and what it lacks stays English.
/// </summary>
/// <remarks>Numbers and dates are written the same in every language, so that a sentence can be compared with the data.</remarks>
public sealed class Language : IFormatProvider, ICustomFormatter
{
    private const string ChoiceFormat = "or";

    /// <summary>The language of the declarations, and of everything that is stored or sent on.</summary>
    public static Language English { get; } = new() { Tag = "en", ListSeparator = ", ", ChoiceSeparator = " or " };

    /// <summary>Its tag (RFC 5646).</summary>
    public required string Tag { get; init; }

    /// <summary>Stands between the items of a list.</summary>
    public required string ListSeparator { get; init; }

    /// <summary>Stands between the items of a choice: a list whose placeholder has the format <c>or</c>.</summary>
    public required string ChoiceSeparator { get; init; }

    /// <summary>The texts of each <see cref="RefusalKind"/>, by code.</summary>
    public IReadOnlyDictionary<string, ProblemText> Problems { get; init; } = new Dictionary<string, ProblemText>();

    /// <summary>The template of each <see cref="WarningKind"/>, by code.</summary>
    public IReadOnlyDictionary<string, string> Warnings { get; init; } = new Dictionary<string, string>();

    /// <summary>The template of each <see cref="Phrase"/>, by the English one.</summary>
    public IReadOnlyDictionary<string, string> Phrases { get; init; } = new Dictionary<string, string>();

    /// <summary>The sources of refusals that are not the number of a standard, by the English name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>The words of enumerations, by the word that stands in JSON.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>The title of a refusal.</summary>
    public string Title(RefusalKind kind) => Problems.GetValueOrDefault(kind.Code)?.Title ?? kind.Title;

    /// <summary>The sentence of a refusal, with placeholders.</summary>
    public string Template(RefusalKind kind) => Problems.GetValueOrDefault(kind.Code)?.Detail ?? kind.Template;

    /// <summary>The rule or standard that a refusal comes from, where there is one.</summary>
    public string? Source(RefusalKind kind) => kind.Source is { } source ? Sources.GetValueOrDefault(source, source) : null;

    /// <summary>The sentence about a refusal.</summary>
    public string Detail(Refusal refusal) => string.Format(this, Template(refusal.Kind), [.. refusal.Arguments]);

    /// <summary>Words a phrase.</summary>
    public string Say(Phrase phrase) => string.Format(this, Phrases.GetValueOrDefault(phrase.Template, phrase.Template), [.. phrase.Arguments]);

    /// <summary>The same warning in this language; it stays as it is where it was stored before warnings kept their arguments.</summary>
    public Warning Of(Warning warning)
    {
        if (warning.Arguments is not { } arguments || !Warnings.TryGetValue(warning.Code, out var template))
        {
            return warning;
        }

        // The template may say more than an earlier version gave arguments for.
        var format = CompositeFormat.Parse(template);
        return format.MinimumArgumentCount > arguments.Count
            ? warning
            : warning with { Detail = string.Format(this, format, [.. arguments.Select(argument => Words.GetValueOrDefault(argument, argument))]) };
    }

    /// <summary>Writes one value of a sentence.</summary>
    public string Format(string? format, object? arg, IFormatProvider? formatProvider = null) => arg switch
    {
        null => "",
        string text => text,
        Phrase phrase => Say(phrase),
        Enum word => Word(word),
        IEnumerable items => string.Join(
            format == ChoiceFormat ? ChoiceSeparator : ListSeparator, items.Cast<object?>().Select(item => Format(null, item))),
        IFormattable value => value.ToString(format, CultureInfo.InvariantCulture),
        _ => arg.ToString() ?? "",
    };

    /// <inheritdoc/>
    object? IFormatProvider.GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    private string Word(Enum value)
    {
        var word = JsonSerializer.SerializeToElement(value, value.GetType(), TraceabilityJson.Options).GetString()!;
        return Words.GetValueOrDefault(word, word);
    }
}

/// <summary>A refusal in another language.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Detail">Its sentence, with the placeholders of the English one.</param>
public sealed record ProblemText(string Title, string Detail);
