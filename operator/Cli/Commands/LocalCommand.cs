using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Cli.Local.Display;
using Slipway.Cli.Local.Files;
using Slipway.Cli.Local.Platform;
using Slipway.Local.Node.Launching;
using Spectre.Console;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway local</c>: the same manifests on this machine, without a cluster.</summary>
internal sealed class LocalCommand
{
    private readonly Option<string[]> files = new("--filename", "-f")
    {
        Description = "Manifests, or folders of them; watched, unless --once (repeat for more)",
        HelpName = "PATH",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> @namespace = new("--namespace", "-n")
    {
        Description = "Namespace of objects that name none",
        HelpName = "NAME",
        DefaultValueFactory = _ => "default",
    };

    private readonly Option<string[]> maps = new("--map")
    {
        Description = "What addresses of models stand for here: PREFIX=PATH or PREFIX=URL (repeat for more). "
            + $"Also read from {MapFile.Name} beside the manifests",
        HelpName = "PREFIX=TARGET",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> gpus = new("--gpus")
    {
        Description = "GPUs that models may ask for",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> once = new("--once")
    {
        Description = "Wait until every model is ready or cannot become so, say which, and end",
    };

    private readonly Option<int> timeout = new("--timeout")
    {
        Description = "With --once: how long to wait, in seconds",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 300,
    };

    private readonly Option<int> port = Port("--port", 8000, "REST requests");

    private readonly Option<int> grpcPort = Port("--grpc-port", 8001, "gRPC requests");

    private readonly Option<int> adminPort = Port("--admin-port", 8002, "the gateway's /metrics and /routes");

    private readonly Option<string?> runtime = new("--runtime")
    {
        Description = $"The slipway-runtime program. Default: {RuntimeLocator.Variable}, beside this program, in this checkout's build, in PATH",
        HelpName = "FILE",
    };

    private readonly Option<string?> cache = new("--cache-dir")
    {
        Description = "Where models are kept between runs. Default: ~/.cache/slipway/local-models",
        HelpName = "DIR",
    };

    private readonly Option<LogLevel> logLevel = new("--log-level")
    {
        Description = "Least level of messages",
        HelpName = "LEVEL",
        DefaultValueFactory = _ => LogLevel.Warning,
    };

    public static Command Create()
    {
        var local = new LocalCommand();
        var command = new Command("local", "Serve the models of manifests on this machine, without a cluster.")
        {
            local.files, local.@namespace, local.maps, local.gpus, local.once, local.timeout, local.port, local.grpcPort, local.adminPort,
            local.runtime, local.cache, local.logLevel,
        };
        local.files.Validators.Add(CheckFiles);
        local.gpus.Validators.Add(result => CheckRange(result, 0, 64));
        local.timeout.Validators.Add(result => CheckRange(result, 1, 86_400));
        local.maps.Validators.Add(CheckMaps);
        command.SetAction(local.RunAsync);
        return command;
    }

    private static Option<int> Port(string name, int standard, string what)
    {
        var option = new Option<int>(name)
        {
            Description = $"Port of {what}, on this machine only; 0: any free one",
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result => CheckRange(result, 0, 65_535));
        return option;
    }

    private static void CheckRange(OptionResult result, int least, int most)
    {
        if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
            result.AddError($"{result.Option.Name} must be from {least} to {most}, not {value}");
    }

    private static void CheckFiles(OptionResult result)
    {
        var paths = result.Tokens.Select(token => token.Value).ToList();
        foreach (var missing in new ManifestFolder(paths).Missing)
            result.AddError($"--filename: {missing} does not exist");
        Try(result, () => MapFile.ReadBeside(paths), MapFile.Name);
    }

    private static void CheckMaps(OptionResult result)
    {
        foreach (var token in result.Tokens)
            Try(result, () => UriMapping.Parse(token.Value, Environment.CurrentDirectory), "--map");
    }

    private static void Try(OptionResult result, Func<object> read, string what)
    {
        try
        {
            _ = read();
        }
        catch (FormatException wrong)
        {
            result.AddError($"{what}: {wrong.Message}");
        }
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var errors = result.InvocationConfiguration.Error;
        if (RuntimeLocator.Find(result.GetValue(runtime), AppContext.BaseDirectory) is not { } program)
        {
            await errors.WriteLineAsync(
                $"slipway: slipway-runtime was not found. Build it (make build), or name it by --runtime or {RuntimeLocator.Variable}.");
            return ExitCodes.Configuration;
        }

        ScratchFolders.RemoveAbandoned(Path.GetTempPath());
        var scratch = ScratchFolders.Create();
        IDisplay display = Console.IsOutputRedirected || result.GetValue(once)
            ? new PlainDisplay(result.InvocationConfiguration.Output, TimeProvider.System)
            : new TableDisplay(AnsiConsole.Console);
        try
        {
            var options = ReadOptions(result, program, scratch.FullName);
            var host = new LocalHost(options, result.GetRequiredValue(files), display, TimeProvider.System);
            TimeSpan? limit = result.GetValue(once) ? TimeSpan.FromSeconds(result.GetValue(timeout)) : null;
            return await host.RunAsync(limit, logging => Log(logging, display, result.GetValue(logLevel)), cancellationToken);
        }
        catch (IOException error)
        {
            await errors.WriteLineAsync($"slipway: {error.Message}");
            return ExitCodes.Failed;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private LocalOptions ReadOptions(ParseResult result, RuntimeProgram program, string scratch)
    {
        var given = result.GetRequiredValue(maps).Select(text => UriMapping.Parse(text, Environment.CurrentDirectory));
        return new LocalOptions
        {
            Runtime = program,
            CacheDirectory = Path.GetFullPath(result.GetValue(cache) ?? DefaultCache()),
            ScratchDirectory = scratch,
            // Of equal prefixes the command line's come first.
            Mappings = [.. given, .. MapFile.ReadBeside(result.GetRequiredValue(files))],
            Gpus = result.GetValue(gpus),
            Namespace = result.GetRequiredValue(@namespace),
            HttpPort = result.GetValue(port),
            GrpcPort = result.GetValue(grpcPort),
            AdminPort = result.GetValue(adminPort),
        };
    }

    private static string DefaultCache() => Path.Join(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "slipway",
        "local-models");

    private static void Log(ILoggingBuilder logging, IDisplay display, LogLevel level)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", LogLevel.Error);
        logging.AddFilter("System", LogLevel.Error);
        logging.Services.AddSingleton<ILoggerProvider>(new DisplayLogProvider(display));
    }
}
