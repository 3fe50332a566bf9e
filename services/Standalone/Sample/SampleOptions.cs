namespace Traceability.Standalone.Sample;

/// <summary>What sample is asked for.</summary>
/// <param name="Seed">By which chance is drawn: the same seed gives the same sample (<c>--sample-seed</c>).</param>
/// <param name="Packs">How many packs there are (<c>--sample-packs</c>).</param>
internal sealed record SampleOptions(int Seed, int Packs)
{
    /// <summary>The argument that asks for the sample.</summary>
    public const string Flag = "--sample";

    private const int PacksMin = 100;
    private const int PacksMax = 200_000;

    /// <summary>The folder where nothing else is named.</summary>
    public static string DefaultFolder => "data-sample";

    /// <summary>Reads what is asked for, or says what is wrong with it.</summary>
    public static (SampleOptions? Options, string? Flaw) From(IConfiguration configuration)
    {
        if (!int.TryParse(configuration["sample-seed"] ?? "1", out var seed))
        {
            return (null, "--sample-seed must be a whole number.");
        }

        return int.TryParse(configuration["sample-packs"] ?? "10000", out var packs) && packs is >= PacksMin and <= PacksMax
            ? (new(seed, packs), null)
            : (null, $"--sample-packs must be a number from {PacksMin} to {PacksMax}.");
    }
}
