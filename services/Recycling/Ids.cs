namespace Traceability.Recycling;

/// <summary>Ids that came in a path, and may be anything.</summary>
internal static class Ids
{
    private const int LengthMax = 64;

    /// <summary>An id as a refusal repeats it: short and without anything that cannot be seen.</summary>
    public static string Shown(string id) => new([.. id.Take(LengthMax).Where(c => c is > ' ' and <= '~')]);
}
