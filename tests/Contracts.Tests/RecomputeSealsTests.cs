using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using static Traceability.Contracts.Tests.Lives;

namespace Traceability.Contracts.Tests;

/// <summary>Another language, written from the README alone, comes to the same seals and finds the same flaws.</summary>
public sealed class RecomputeSealsTests
{
    public static TheoryData<string> Tampered => [.. TamperedHistories.All.Keys];

    [Fact]
    public void It_agrees_with_the_worked_example()
    {
        var (exit, output) = Run(Readme.BlockAfter("worked example"));

        Assert.True(exit == 0, output);
        Assert.StartsWith("3 entries are right", output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_agrees_with_a_whole_life_wrapped_in_an_object()
    {
        JsonArray entries = [.. History(Registered, Installed, Sold, Retired, Collected, Assessed, Decided, Received, Treated)
            .Select(entry => JsonNode.Parse(entry.Utf8Json.Span))];

        var (exit, output) = Run(new JsonObject { ["entries"] = entries }.ToJsonString());

        Assert.True(exit == 0, output);
    }

    [Fact]
    public void It_agrees_with_the_seal_of_every_golden_entry()
    {
        foreach (var name in Golden.Names.Where(name => Golden.TypeOf(name) == typeof(Entries.Entry)))
        {
            // On its own an entry is a history only where it is the first.
            var entry = Golden.Read(name);
            entry["sequence"] = 1;
            entry.Remove("previous");

            var (exit, output) = Run($"[{Golden.Resealed(entry).ToJsonString()}]");

            Assert.True(exit == 0, $"{name}: {output}");
        }
    }

    [Theory]
    [MemberData(nameof(Tampered))]
    public void It_names_the_same_first_wrong_entry(string how)
    {
        var (entries, sequence, code) = TamperedHistories.All[how];

        var (exit, output) = Run(entries.ToJsonString());

        Assert.Equal(1, exit);
        Assert.StartsWith($"entry {sequence}: {code}: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"entries\":7}")]
    [InlineData("[{\"a\":1,\"a\":1}]")]
    [InlineData("[{\"a\":1.2345678901234567}]")]
    [InlineData("[{\"a\":NaN}]")]
    public void What_is_no_history_is_told_apart_from_a_wrong_one(string text) => Assert.Equal(2, Run(text).Exit);

    private static (int Exit, string Output) Run(string history)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "recompute_seals.py"), "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            using var python = Process.Start(start)!;
            python.StandardInput.Write(history);
            python.StandardInput.Close();
            var output = python.StandardOutput.ReadToEnd() + python.StandardError.ReadToEnd();
            python.WaitForExit();
            return (python.ExitCode, output);
        }
        catch (Win32Exception missing)
        {
            Assert.Skip($"python3 cannot be started ({missing.Message}); install Python 3 to run this test.");
            return default;
        }
    }
}
