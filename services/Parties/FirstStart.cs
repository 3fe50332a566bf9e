using Traceability.Parties;

namespace Traceability.Standalone;

/// <summary>
/// Registers the first administrator before the server listens, so that whoever finds the registry ready can log in. It is added after
/// the services, which hear of the administrator as of any other party.
/// </summary>
internal sealed class FirstStart(FirstAdministrator administrator) : IHostedService
{
    /// <summary>The administrator's credential, where it was made now and must be shown.</summary>
    public IssuedCredential? Credential { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken) => Credential = await administrator.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
