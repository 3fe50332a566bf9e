using System.ComponentModel;
using System.Diagnostics;

namespace Traceability.Hosting.Tests.Bus.Clients;

/// <summary>The EV maker's system in <c>ev-maker.mjs</c>, which knows AMQP and JSON only.</summary>
internal static class NodeMaker
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Bus", "Clients");

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it says at last: how many entries of each kind it heard of.</returns>
    public static async Task<string> Run(Uri broker, string user, string receiver, int packs, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("traceability-");
        try
        {
            foreach (var file in new[] { "package.json", "ev-maker.mjs" })
            {
                File.Copy(Path.Combine(Source, file), Path.Combine(folder.FullName, file));
            }

            var (installed, _, why) = await Start("npm", folder.FullName, ["install", "--no-audit", "--no-fund"], cancellation);
            Assert.SkipUnless(installed, $"npm cannot install amqplib here: {why}");
            var (succeeded, said, complaint) = await Start(
                "node", folder.FullName, ["ev-maker.mjs", broker.AbsoluteUri, user, receiver, $"{packs}"], cancellation);
            Assert.True(succeeded, complaint);
            return said.Trim();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(bool Succeeded, string Said, string Complaint)> Start(
        string program, string folder, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode == 0, await said, await complaint);
        }
        catch (Win32Exception absent)
        {
            return (false, "", absent.Message);
        }
    }
}
