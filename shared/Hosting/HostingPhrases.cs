using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>What the sentences of <see cref="HostingRefusals"/> are put together from.</summary>
public static class HostingPhrases
{
    /// <summary>A null where something is needed.</summary>
    public static readonly Phrase IsNull = new("{0} is null; leave it out or fill it in.");

    /// <summary>A value that is not what it must be.</summary>
    public static readonly Phrase FieldMustBe = new("'{0}' must be {1}.");

    /// <summary>The words that are known.</summary>
    public static readonly Phrase OneOf = new("one of {0}");

    internal static readonly Phrase LineIsNull = new("A line of the request is null; leave it out or fill it in.");
    internal static readonly Phrase BodyEmpty = new("The body is empty; JSON is expected.");
    internal static readonly Phrase FormUnreadable = new("The form cannot be read: it is too large or holds characters that no form may hold.");

    internal static readonly Phrase Syntax = new("Line {0}, byte {1}: {2}");
    internal static readonly Phrase Missing = new("Required and missing: {0}.");
    internal static readonly Phrase Repeated = new("'{0}' is given twice; give it once.");
    internal static readonly Phrase Unknown = new("'{0}' is not known here; check its spelling, or leave it out.");
    internal static readonly Phrase OtherForm = new("The JSON does not have the form that is expected here.");
    internal static readonly Phrase BodyMustBe = new("The body must be {0}.");

    internal static readonly Phrase Text = new("a string");
    internal static readonly Phrase TrueOrFalse = new("true or false");
    internal static readonly Phrase WholeNumber = new("a whole number from {0} to {1}");
    internal static readonly Phrase Number = new("a number");
    internal static readonly Phrase Date = new("a date as in 2026-10-08");
    internal static readonly Phrase Array = new("an array");
    internal static readonly Phrase Object = new("an object");
    internal static readonly Phrase AnotherKind = new("another kind of value");

    internal static readonly Phrase ParameterUnreadable = new("'{0}' cannot be read as {1}.");
    internal static readonly Phrase NotADay = new("'{0}' is not a day. Write it as in 2026-05-01.");
    internal static readonly Phrase ParameterMissing = new("{0} is required and missing.");
    internal static readonly Phrase NoParty = new("no party");
}
