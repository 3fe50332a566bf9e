using Traceability.Contracts;

namespace Traceability.Hosting.Bus.Commands;

/// <summary>How a command is refused that comes by the broker, before anybody decides on it.</summary>
public static class CommandRefusals
{
    /// <summary>The broker does not vouch for anybody.</summary>
    [Status(401)]
    public static readonly RefusalKind SenderNotNamed = new(
        "sender-not-named", RefusalCategory.Forbidden, "The broker does not say who sent the command",
        "Set the property user-id to the name of your user at the broker, which checks it. What the body says of the sender counts for nothing.");
}
