using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Termination;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Server.Commands;

/// <summary><c>slipway-runtime fetch</c>: places a model in the cache, verified, and says where.</summary>
internal static class FetchCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var options = new ModelOptions();
        var command = new Command("fetch", "Place a model in the cache without serving it; prints its path, digest and size.");
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(options, result, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ModelOptions options, ParseResult result, CancellationToken cancellationToken)
    {
        var store = new ModelStoreOptions
        {
            CacheDirectory = options.CacheDirectoryOf(result),
            CacheLimitBytes = options.CacheLimitOf(result),
            AllowedHosts = options.AllowedHostsOf(result),
        };
        var fetcher = new ModelFetcher(store, TimeProvider.System, NullLogger<ModelFetcher>.Instance);
        var fetched = await fetcher.FetchAsync(options.SourceOf(result), observer: null, cancellationToken);
        if (!fetched.Succeeded)
            return TerminationMessage.Write(fetched.Failure, result.GetValue(options.TerminationLog));
        await Console.Out.WriteLineAsync($"{fetched.Model.ModelPath}\n{fetched.Model.Digest}\n{fetched.Model.SizeBytes} bytes");
        return ExitCodes.Success;
    }
}
