using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Traceability.SystemTests;

public sealed partial class WalkThroughTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_walk_through_of_the_readme_works_as_written()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path);
        await Eventually.Holds(() => Task.FromResult(PrintedSecret.IsMatch(registry.Output)), Patience, () => registry.Output);

        await Walk(registry.Address, PrintedSecret.Match(registry.Output).Groups["secret"].Value);
    }

    [Fact]
    public async Task The_first_start_prints_the_administrators_credential_and_no_later_one_does()
    {
        using var data = new TemporaryFolder();
        await using (var first = await StandaloneProcess.Start(data.Path))
        {
            await Eventually.Holds(() => Task.FromResult(PrintedSecret.IsMatch(first.Output)), Patience, () => first.Output);
        }

        await using var second = await StandaloneProcess.Start(data.Path);
        await Eventually.Holds(() => Task.FromResult(second.Output.Contains("/swagger", StringComparison.Ordinal)), Patience, () => second.Output);
        Assert.DoesNotMatch(PrintedSecret, second.Output);
    }

    /// <summary>Runs every command of the page.</summary>
    internal static async Task Walk(Uri registry, string administratorSecret)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The walk-through uses GNU date and sed.");
        var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), TestContext.Current.CancellationToken);
        Assert.Contains("dotnet run --project services/Standalone", readme, StringComparison.Ordinal);
        var commands = string.Concat(BashBlock.Matches(readme).Select(block => block.Groups["commands"].Value));

        using var bash = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-e", "-o", "pipefail", "-s" },
            Environment =
            {
                ["REGISTRY"] = registry.ToString().TrimEnd('/'),
                ["ADMIN_SECRET"] = administratorSecret,
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var error = bash.StandardError.ReadToEndAsync();
        await bash.StandardInput.WriteAsync(commands);
        bash.StandardInput.Close();
        await bash.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(bash.ExitCode == 0, await output + await error);
        Assert.Contains("\"stage\":\"treated\"", await output, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```bash\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BashBlock { get; }

    [GeneratedRegex(@"client secret\s+(?<secret>\S+)\s")]
    private static partial Regex PrintedSecret { get; }
}
