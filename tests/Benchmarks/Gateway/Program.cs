using System.Globalization;
using Slipway.Benchmarks.Gateway;
using Slipway.Benchmarks.Gateway.Backends;
using Slipway.Benchmarks.Gateway.Contenders;
using Slipway.Benchmarks.Gateway.Load;
using Slipway.Benchmarks.Gateway.Soak;
using Slipway.Benchmarks.Shared;

// bench-gateway run [--backends echo,runtime] [--concurrency 1,32,256] [--seconds 4] [--rounds 3]
// bench-gateway soak REQUESTS
// bench-gateway echo PORT                                   the replica, as a process of its own
// bench-gateway gateway HTTP-PORT ADMIN-PORT REPLICA-PORT   our gateway, likewise
// bench-gateway load PORT PATH small|large CALLS SECONDS    the load, likewise
// bench-gateway flood PORT PATH CALLS REQUESTS              the load of the soak, likewise
if (args is ["echo", var port])
    return await EchoProgram.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
if (args is ["gateway", .. { Length: 3 } ports])
    return await GatewayProgram.RunAsync([.. ports.Select(text => int.Parse(text, CultureInfo.InvariantCulture))]);
if (args is ["load", .. { Length: 5 } load])
    return await LoadProgram.RunAsync(load);
if (args is ["flood", .. { Length: 4 } flood])
    return await FloodProgram.RunAsync(flood);
if (args is ["soak", var count] && long.TryParse(count, CultureInfo.InvariantCulture, out var requests) && requests is >= 10_000 and <= 1_000_000_000)
    return await Interruption.GuardAsync(new GatewaySoak(requests).RunAsync);
if (args is ["run", .. var rest] && BenchmarkOptions.TryParse(rest, out var options, out var error))
    return await Interruption.GuardAsync(new Benchmark(options).RunAsync);
await Console.Error.WriteLineAsync("usage: bench-gateway soak REQUESTS | run [--backends echo,runtime] [--concurrency 1,32,256] [--seconds 4] [--rounds 3]");
return 64;
