using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Traceability.SystemTests;

/// <summary>The real registry as a process of its own, on a real file, at a free port of this machine; or one service of it.</summary>
public sealed class StandaloneProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();

    private StandaloneProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Everything that it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>The memory that it occupies.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="port">Its port, or null for a free one.</param>
    /// <param name="settings">Further settings, as on the command line.</param>
    public static Task<StandaloneProcess> Start(string data, int? port = null, params string[] settings) => StartService("Standalone", data, port, settings);

    /// <summary>Starts a service alone and waits until it is ready.</summary>
    /// <param name="service">Its project.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="port">Its port, or null for a free one.</param>
    /// <param name="settings">Further settings, as on the command line.</param>
    public static async Task<StandaloneProcess> StartService(string service, string data, int? port, string[] settings)
    {
        var started = Launch(service, data, port, settings);
        try
        {
            await started.UntilReady();
            return started;
        }
        catch
        {
            // Nobody else would end it.
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it where it must refuse to, and gives its exit code and all that it printed.</summary>
    /// <param name="data">Its data folder.</param>
    public static async Task<(int ExitCode, string Output)> StartInVain(string data)
    {
        await using var started = Launch("Standalone", data, null, []);
        using var patience = new CancellationTokenSource(StartPatience);
        await started.process.WaitForExitAsync(patience.Token);
        return (started.process.ExitCode, started.Output);
    }

    /// <summary>Ends it as a power cut would: kill -9.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    /// <summary>A port of this machine that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static StandaloneProcess Launch(string service, string data, int? port, string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, $"Traceability.{service}.dll"), "--data", data, "--urls", address.ToString().TrimEnd('/') },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in settings)
        {
            start.ArgumentList.Add(setting);
        }

        var started = new StandaloneProcess(Process.Start(start)!, address);
        started.Listen();
        return started;
    }

    private void Listen()
    {
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Append(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private async Task UntilReady()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        await Eventually.Holds(
            async () =>
            {
                if (process.HasExited)
                {
                    // Ends once all that it printed has been read.
                    await process.WaitForExitAsync();
                    Assert.Fail(Output);
                }

                return (await http.GetAsync("/health/ready")).IsSuccessStatusCode;
            },
            StartPatience,
            () => $"The registry did not get ready. It printed:\n{Output}");
    }
}
