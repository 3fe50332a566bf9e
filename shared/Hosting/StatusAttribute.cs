namespace Traceability.Hosting;

/// <summary>
/// The HTTP status of a <see cref="Contracts.RefusalKind"/> for which the one of its category would be wrong (412, say).
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StatusAttribute(int code) : Attribute
{
    /// <summary>The status code.</summary>
    public int Code { get; } = code;
}
