using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;

namespace Traceability.Fixtures;

/// <summary>Containers of test processes that were killed before they could remove them.</summary>
internal static class Leftovers
{
    /// <summary>Says which process a container belongs to.</summary>
    public const string Label = "traceability.tests.process";

    /// <summary>After which a container of another machine that uses the same daemon is a leftover.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(6);

    /// <summary>The system counts a start from its boot, whose instant not every process takes for the same.</summary>
    private const int ClockSlackSeconds = 5;

    public static string ThisProcess { get; } = Named(Process.GetCurrentProcess());

    public static DockerClient Docker() =>
        TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(Guid.NewGuid()).Build();

    public static async Task Remove(DockerClient docker)
    {
        var containers = await docker.Containers.ListContainersAsync(new() { All = true, Filters = Filter("label", Label) });
        foreach (var container in containers.Where(x => !IsUsed(x)))
        {
            try
            {
                await docker.Containers.RemoveContainerAsync(container.ID, new() { Force = true, RemoveVolumes = true });
            }
            catch (DockerApiException)
            {
                // Another test process is removing it at this moment.
            }
        }
    }

    public static Dictionary<string, IDictionary<string, bool>> Filter(string by, string value) =>
        new() { [by] = new Dictionary<string, bool> { [value] = true } };

    private static bool IsUsed(ContainerListResponse container)
    {
        var owner = container.Labels[Label].Split('/');
        if (owner[0] != Environment.MachineName)
        {
            return DateTime.UtcNow - container.Created < LongestRun;
        }
        try
        {
            using var process = Process.GetProcessById(int.Parse(owner[1], CultureInfo.InvariantCulture));
            // The start tells it from a later process with the same number.
            return Math.Abs(StartedAt(process) - long.Parse(owner[2], CultureInfo.InvariantCulture)) < ClockSlackSeconds;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Named(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{process.Id}/{StartedAt(process)}");

    private static long StartedAt(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
