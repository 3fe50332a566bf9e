namespace Traceability.Dossiers.Rules;

/// <summary>Rules are broken, contradict themselves, or change what was in force: the process must not start with them.</summary>
public sealed class RulesNotUsableException : Exception
{
    /// <summary>Names each fault by file, edition and rule.</summary>
    public RulesNotUsableException(IReadOnlyCollection<string> faults)
        : base(string.Join(Environment.NewLine + "  ", ["The rules cannot be used:", .. faults]))
    {
    }
}
