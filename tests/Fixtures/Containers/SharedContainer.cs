using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Xunit;

namespace Traceability.Fixtures;

/// <summary>A container that starts when a test first asks for it, and is removed when the process of the tests ends.</summary>
internal sealed class SharedContainer<T> where T : IContainer
{
    private readonly string image;
    private readonly Func<string, T> build;
    private readonly Lazy<Task<T>> started;

    public SharedContainer(string image, Func<string, T> build)
    {
        this.image = image;
        this.build = build;
        started = new(Start);
        // The usual way to clean up is one more image, which cannot be had everywhere: here the process does it, and the next one.
        TestcontainersSettings.ResourceReaperEnabled = false;
    }

    /// <summary>The container, ready; skips the test, with the reason, where no container can be had.</summary>
    public Task<T> Started() => started.Value;

    private async Task<T> Start()
    {
        T container;
        try
        {
            container = build(image);
        }
        catch (DockerUnavailableException e)
        {
            Assert.Skip($"No Docker daemon answers, so {image} cannot be started: {e.Message}");
            throw;
        }
        using var docker = Leftovers.Docker();
        await Leftovers.Remove(docker);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().Wait();
        try
        {
            await container.StartAsync();
        }
        catch (DockerApiException e)
        {
            if (await IsPresent(docker))
            {
                throw;
            }
            Assert.Skip($"The image {image} is not here and cannot be fetched: {e.Message}");
        }
        return container;
    }

    private async Task<bool> IsPresent(DockerClient docker) =>
        (await docker.Images.ListImagesAsync(new() { Filters = Leftovers.Filter("reference", image) })).Count > 0;
}
