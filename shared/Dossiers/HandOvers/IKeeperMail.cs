namespace Traceability.Dossiers.HandOvers;

/// <summary>
/// How keepers reach each other. What arrives goes to the <c>Receive</c> methods of <see cref="HandOverDesk"/>; those may take half a
/// second (a request waits there for who is recording), so that one must not wait for another.
/// </summary>
public interface IKeeperMail
{
    /// <summary>The address of this very process, for answers.</summary>
    string ReplyTo { get; }

    /// <summary>Sends a request to any process of a keeper; it may get lost, since it is repeated.</summary>
    Task Ask(string keeper, DossierRequest request, CancellationToken cancellation);

    /// <summary>Sends an answer to the very process that asked (<see cref="DossierRequest.ReplyTo"/>); it may get lost, since the request is repeated.</summary>
    Task Answer(DossierRequest request, DossierAnswer answer, CancellationToken cancellation);

    /// <summary>Posts a dossier to any process of <see cref="HandOver.To"/>, which gets it at least once.</summary>
    /// <returns>Ends when it is safe on its way: durable, and confirmed.</returns>
    Task Post(HandOver handOver, CancellationToken cancellation);
}
