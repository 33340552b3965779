using Slipway.Benchmarks.Runtime;
using Slipway.Benchmarks.Runtime.Load;

// bench-runtime run [--models mlp,wide] [--concurrency 1,32] [--seconds 1] [--rounds 3]
// bench-runtime json | start | soak REQUESTS                           these parts alone
// bench-runtime batching [--models mlp,wide]                           Auto beside fixed batch sizes alone
// bench-runtime turns MODEL PATH CALLS SECONDS TURNS PORT...          the load on several servers in turn
// bench-runtime load MODEL binary|json|grpc PORT PATH CALLS SECONDS   the load, as a process of its own
if (args is ["load", .. { Length: 6 } load])
    return await LoadProgram.RunAsync(load);
if (args is ["turns", .. { Length: > 5 } turns])
    return await TurnsProgram.RunAsync(turns);
if (args is ["json"])
    return await Benchmark.RunAsync("json", JsonThroughput.MeasureAsync);
if (args is ["start"])
    return await Benchmark.RunAsync("start", StartUp.MeasureAsync);
if (args is ["soak", var count] && long.TryParse(count, out var requests) && requests is >= 10_000 and <= 100_000_000)
    return await Benchmark.RunAsync("soak", new Soak(requests).MeasureAsync);
if (args is ["run" or "batching", .. var rest] && BenchmarkOptions.TryParse(rest, out var options, out var error))
    return await (args[0] == "run" ? Benchmark.RunAsync(options) : Benchmark.RunBatchingAsync(options));
Console.Error.WriteLine($"usage: bench-runtime json | start | soak REQUESTS | run|batching [--models {string.Join(',', BenchmarkModels.Names)}] [--concurrency 1,8,32,128] [--seconds 1] [--rounds 3]");
return 64;
