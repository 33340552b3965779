using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry.Tests.Prometheus;

public sealed class MetricNamingTests
{
    [Theory]
    [InlineData("controller_runtime_reconcile_total", null, FamilyType.Counter, "controller_runtime_reconcile_total")]
    [InlineData("nv_inference_count", "{inference}", FamilyType.Counter, "nv_inference_count")]
    [InlineData("nv_inference_queue_duration_us", "us", FamilyType.Counter, "nv_inference_queue_duration_us")]
    [InlineData("workqueue_depth", "{item}", FamilyType.Gauge, "workqueue_depth")]
    [InlineData("slipway:ratio", "1", FamilyType.Gauge, "slipway:ratio")]
    public void Keeps_names_without_a_dot(string name, string? unit, FamilyType type, string expected) =>
        MetricNaming.Map(name, unit, type, "").Name.ShouldBe(expected);

    [Theory]
    [InlineData("http.server.request.duration", "s", FamilyType.Histogram, "http_server_request_duration_seconds")]
    [InlineData("http.server.active_requests", "{request}", FamilyType.Gauge, "http_server_active_requests")]
    [InlineData("dotnet.gc.collections", "{collection}", FamilyType.Counter, "dotnet_gc_collections_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", FamilyType.Counter, "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("dotnet.process.cpu.time", "s", FamilyType.Counter, "dotnet_process_cpu_time_seconds_total")]
    [InlineData("queue.wait_seconds", "s", FamilyType.Histogram, "queue_wait_seconds")]
    [InlineData("requests.handled_total", null, FamilyType.Counter, "requests_handled_total")]
    [InlineData("gpu.use", "1", FamilyType.Gauge, "gpu_use_ratio")]
    [InlineData("calls.made", "1", FamilyType.Counter, "calls_made_total")]
    [InlineData("disk.speed", "By/s", FamilyType.Gauge, "disk_speed_bytes_per_second")]
    [InlineData("a..b--c", null, FamilyType.Gauge, "a_b_c")]
    [InlineData("2xx.seen", null, FamilyType.Gauge, "_2xx_seen")]
    public void Translates_names_with_a_dot(string name, string? unit, FamilyType type, string expected) =>
        MetricNaming.Map(name, unit, type, "").Name.ShouldBe(expected);

    [Theory]
    [InlineData("workqueue_queue_duration_seconds", "s", "seconds")]
    [InlineData("process_cpu_seconds_total", "s", "seconds")]
    [InlineData("nv_inference_queue_duration_us", "us", null)]
    public void Names_the_unit_only_when_it_is_a_suffix(string name, string unit, string? expected) =>
        MetricNaming.Map(name, unit, FamilyType.Counter, "").Unit.ShouldBe(expected);
}
