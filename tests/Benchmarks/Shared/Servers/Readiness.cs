using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Shared.Servers;

/// <summary>Waits for servers.</summary>
public static class Readiness
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Asks until the answer is 200.</summary>
    /// <param name="process">The server.</param>
    /// <param name="name">What failures call it.</param>
    /// <param name="port">On the loopback address.</param>
    /// <param name="path">What is asked.</param>
    /// <param name="interval">Between two questions; default: 20 ms.</param>
    /// <exception cref="InvalidOperationException">The process ended; the message has what it wrote.</exception>
    /// <exception cref="TimeoutException">It was not ready within a minute.</exception>
    public static Task WaitAsync(ChildProcess process, string name, int port, string path, TimeSpan? interval = null) => Eventually.GetAsync(
        async () =>
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{name} ended:\n{process.Output}{process.Errors}");
            using var response = await Client.GetAsync($"http://127.0.0.1:{port}{path}");
            return response.StatusCode == HttpStatusCode.OK ? "ready" : null;
        },
        $"{name} to answer at {path}",
        TimeSpan.FromMinutes(1),
        interval);
}
