using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Traceability.Parties;

/// <summary>
/// Registers the first administrator before the server listens, so that whoever finds the registry ready can log in. It is added after
/// the services, which hear of the administrator as of any other party.
/// </summary>
public sealed class FirstStart(FirstAdministrator administrator) : IHostedService
{
    /// <summary>The administrator's credential, where it was made now and must be shown.</summary>
    public IssuedCredential? Credential { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) => Credential = await administrator.EnsureAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Shows the credential, where it was made now.</summary>
    public void Show(TextWriter output)
    {
        if (Credential is { } credential)
        {
            output.WriteLine($"""
                This is the first start. The administrator's credential, shown only this once:
                  client id      {credential.ClientId}
                  client secret  {credential.ClientSecret}
                Next: get a token with it, register the parties, give each a credential.
                The walk-through in README.md does it all with curl.

                """);
        }
    }
}

/// <summary>Adds the first start.</summary>
public static class FirstStartRegistration
{
    /// <summary>Adds it; call it last.</summary>
    public static IServiceCollection AddFirstStart(this IServiceCollection services) => services
        .AddSingleton<FirstStart>()
        .AddHostedService(provider => provider.GetRequiredService<FirstStart>());
}
