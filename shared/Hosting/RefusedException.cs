using Traceability.Contracts;

namespace Traceability.Hosting;

/// <summary>
/// A parameter refused while the framework binds it, where no refusal can be returned as a value; it becomes the problem
/// document of its refusal.
/// </summary>
public sealed class RefusedException(Refusal refusal, string? text = null) : Exception(refusal.Detail)
{
    /// <summary>What is wrong and what to do.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>The text that could not be read; it tells which parameter it was, as binding does not.</summary>
    public string? Text { get; } = text;
}
