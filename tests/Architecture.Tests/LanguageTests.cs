using System.Reflection;
using System.Text.RegularExpressions;
using Traceability.Contracts;
using Traceability.Hosting.Languages;

namespace Traceability.Architecture.Tests;

/// <summary>Whatever a person reads can be said in both languages.</summary>
public sealed partial class LanguageTests
{
    // Words that stand in answers and rules as they are, and in no sentence.
    private static readonly string[] Unspoken =
    [
        "RefusalCategory", "WorkOrderState", "BulkJobState", "Certainty", "DiscrepancyKind", "LinkKind", "Direction", "NodeKind", "LotUseKind",
        "RecoveryStatus", "RecoveryIndicator", "NotMeasurable", "WasteKind", "CompleteVehicle", "AboveMax", "Belonging", "DossierPurpose",
    ];

    private static readonly Language Chinese = KnownLanguages.Chinese;

    [Fact]
    public void Every_refusal_is_said_in_Chinese_and_no_other()
    {
        var kinds = Declared<RefusalKind>();
        Assert.Equal(kinds.Select(kind => kind.Code).Order(), Chinese.Problems.Keys.Order());
        Assert.All(kinds, kind =>
        {
            AssertSaysTheSame(kind.Template, Chinese.Template(kind));
            AssertIsChinese(Chinese.Title(kind));
        });
    }

    [Fact]
    public void Every_warning_is_said_in_Chinese_and_no_other()
    {
        var kinds = Declared<WarningKind>();
        Assert.Equal(kinds.Select(kind => kind.Code).Order(), Chinese.Warnings.Keys.Order());
        Assert.All(kinds, kind => AssertSaysTheSame(kind.Template, Chinese.Warnings[kind.Code]));
    }

    [Fact]
    public void Every_phrase_is_said_in_Chinese_and_no_other()
    {
        var phrases = Declared<Phrase>();
        Assert.Equal(phrases.Select(phrase => phrase.Template).Distinct().Order(), Chinese.Phrases.Keys.Order());
        Assert.All(phrases, phrase => AssertSaysTheSame(phrase.Template, Chinese.Phrases[phrase.Template]));
    }

    [Fact]
    public void Every_source_but_the_number_of_a_standard_has_a_Chinese_name_and_no_other()
    {
        var sources = Declared<RefusalKind>().Select(kind => kind.Source).OfType<string>().Where(source => !source.StartsWith("GB", StringComparison.Ordinal));
        Assert.Equal(sources.Distinct().Order(), Chinese.Sources.Keys.Order());
        Assert.All(Chinese.Sources.Values, AssertIsChinese);
    }

    [Fact]
    public void Every_word_of_an_enumeration_is_said_in_Chinese_and_no_other()
    {
        var words = from type in Source.All.SelectMany(assembly => assembly.GetExportedTypes())
                    where type.IsEnum && !Unspoken.Contains(type.Name)
                    from Enum value in type.GetEnumValues()
                    select Language.English.Format(null, value);
        Assert.Equal(words.Distinct().Order(), Chinese.Words.Keys.Order());
        Assert.All(Chinese.Words.Values, AssertIsChinese);
    }

    [Fact]
    public void No_sentence_is_put_together_from_words_that_only_English_knows() => Assert.Empty(
        from file in Source.Files("services").Concat(Source.Files("shared"))
        from line in File.ReadLines(file)
        let arguments = line.IndexOf(".With(", StringComparison.Ordinal)
        where arguments >= 0 && Literal.Matches(line[arguments..]).Any(literal => EnglishWords.IsMatch(Hole.Replace(literal.Value, "")))
        select $"{Path.GetFileName(file)}: {line.Trim()}");

    [Fact]
    public void Phrases_are_declared_and_never_made_on_the_way() => Assert.Empty(
        from file in Source.Files("services").Concat(Source.Files("shared"))
        where File.ReadAllText(file).Contains("new Phrase(", StringComparison.Ordinal)
        select Path.GetFileName(file));

    /// <summary>The same placeholders with the same formats, and one format per placeholder, as warnings keep each value as it was written.</summary>
    private static void AssertSaysTheSame(string english, string chinese)
    {
        var placeholders = PlaceholdersOf(english);
        Assert.Equal(placeholders, PlaceholdersOf(chinese));
        Assert.Equal(placeholders.Count, placeholders.DistinctBy(placeholder => placeholder.Split(':')[0]).Count());
        if (Placeholder.Replace(english, "").Any(char.IsAsciiLetter))
        {
            AssertIsChinese(chinese);
        }
    }

    private static void AssertIsChinese(string text) =>
        Assert.True(text.Any(letter => letter is >= '一' and <= '鿿'), $"'{text}' is not Chinese.");

    private static List<string> PlaceholdersOf(string template) => [.. Placeholder.Matches(template).Select(match => match.Value.Trim('{', '}')).Distinct().Order()];

    private static List<T> Declared<T>() =>
    [
        .. from type in Source.All.SelectMany(assembly => assembly.GetTypes())
           where !type.ContainsGenericParameters
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where field.FieldType == typeof(T) && field.IsInitOnly
           select (T)field.GetValue(null)!,
    ];

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex("""
        "([^"\\]|\\.)*"
        """)]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole { get; }

    // Codes and members of requests stand alone; where a word stands beside a space, it is a sentence.
    [GeneratedRegex("[a-z]+ | [a-z]+")]
    private static partial Regex EnglishWords { get; }
}
