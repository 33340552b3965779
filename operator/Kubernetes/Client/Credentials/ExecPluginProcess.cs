using System.ComponentModel;
using System.Diagnostics;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Runs exec plugins as processes.</summary>
internal static class ExecPluginProcess
{
    private const int MaxErrorCharacters = 500;

    /// <summary>Runs the program to its end and returns what it printed.</summary>
    /// <exception cref="KubernetesConfigurationException">It is missing, failed, or took too long.</exception>
    public static async Task<string> RunAsync(ExecPlugin plugin, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(plugin.Timeout);
        using var process = Start(plugin);
        try
        {
            process.StandardInput.Close();
            // Both pipes are read while it runs: a program that fills one would otherwise wait for ever.
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new KubernetesConfigurationException($"The exec plugin {plugin.Command} failed with exit code {process.ExitCode}: {Cut(await errors)}");
            return await output;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KubernetesConfigurationException($"The exec plugin {plugin.Command} did not end within {plugin.Timeout.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ExecPlugin plugin)
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = ExecInfo.Write(plugin);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            var hint = plugin.InstallHint is null ? "" : $"\n{plugin.InstallHint}";
            throw new KubernetesConfigurationException($"The exec plugin {plugin.Command} cannot be started: {exception.Message}{hint}", exception);
        }
    }

    private static string Cut(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= MaxErrorCharacters ? trimmed : $"…{trimmed[^MaxErrorCharacters..]}";
    }
}
