namespace Traceability.Audit.Tests;

/// <summary>What Audit does whatever it keeps its copies in. A class for each store derives from each contract.</summary>
public abstract class AuditContract
{
    /// <summary>Empty copies.</summary>
    internal abstract Task<Histories> Open();

    /// <summary>How many samples of a random test are worth the time that this store takes to open.</summary>
    internal virtual int Samples(int usual) => usual;
}
