// Hosts the .NET runtime inside libFuzzer: counters for the instrumented code, one call an input, and what stops at a finding.
//   ROOTLINE_FUZZ_FOLDER  the folder with the instrumented assemblies
//   ROOTLINE_FUZZ_TARGET  the target's name
//   ROOTLINE_FUZZ_INPUT   a file that always holds the input under test: u32 length in the machine's order, then the bytes
//   ROOTLINE_FUZZ_BLOCKS  a file that holds the number of blocks reached, written at the end
#define _GNU_SOURCE
#include <coreclr_delegates.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <hostfxr.h>
#include <nethost.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define BLOCKS 65536
#define MAX_INPUT (4 << 20)
#define FINDING 77
// Processor time of one input, not time on the wall: the machine may be busy with something else.
#define MAX_NANOSECONDS 1000000000LL

__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t counters[BLOCKS];
static uint8_t marks[BLOCKS];
static uint8_t *current;

typedef int (*start_function)(const char *name, uint8_t *counters, uint8_t *marks);
typedef int (*run_function)(const uint8_t *data, size_t length);
static run_function run;

static void stop(const char *what) {
    fprintf(stderr, "fuzz: %s\n", what);
    _exit(6);
}

static void finding(const char *what) {
    fprintf(stderr, "fuzz: finding: %s\n", what);
    _exit(FINDING);
}

static const char *setting(const char *name) {
    const char *value = getenv(name);
    if (!value)
        stop(name);
    return value;
}

static void write_blocks(void) {
    int reached = 0;
    for (int i = 0; i < BLOCKS; i++)
        reached += marks[i];
    FILE *file = fopen(setting("ROOTLINE_FUZZ_BLOCKS"), "w");
    if (file) {
        fprintf(file, "%d\n", reached);
        fclose(file);
    }
}

static void *managed(load_assembly_and_get_function_pointer_fn load, const char *assembly, const char *method) {
    void *function = NULL;
    if (load(assembly, "Rootline.Fuzz.FuzzHost, Rootline.Fuzz", method, UNMANAGEDCALLERSONLY_METHOD, NULL, &function) || !function)
        stop(method);
    return function;
}

static load_assembly_and_get_function_pointer_fn load_runtime(const char *folder) {
    char library[4096], config[4096];
    size_t size = sizeof library;
    if (get_hostfxr_path(library, &size, NULL))
        stop("the .NET host library was not found");
    void *host = dlopen(library, RTLD_NOW);
    if (!host)
        stop(dlerror());
    hostfxr_initialize_for_runtime_config_fn initialize = (hostfxr_initialize_for_runtime_config_fn)dlsym(host, "hostfxr_initialize_for_runtime_config");
    hostfxr_get_runtime_delegate_fn delegate = (hostfxr_get_runtime_delegate_fn)dlsym(host, "hostfxr_get_runtime_delegate");
    snprintf(config, sizeof config, "%s/Rootline.Fuzz.runtimeconfig.json", folder);
    hostfxr_handle context = NULL;
    load_assembly_and_get_function_pointer_fn load = NULL;
    if (initialize(config, NULL, &context) < 0 || delegate(context, hdt_load_assembly_and_get_function_pointer, (void **)&load) || !load)
        stop("the .NET runtime did not start");
    return load;
}

static void open_current(void) {
    int file = open(setting("ROOTLINE_FUZZ_INPUT"), O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, 4 + MAX_INPUT))
        stop("the file for the input under test cannot be made");
    current = mmap(NULL, 4 + MAX_INPUT, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (current == MAP_FAILED)
        stop("the file for the input under test cannot be mapped");
    close(file);
}

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    char assembly[4096];
    const char *folder = setting("ROOTLINE_FUZZ_FOLDER");
    load_assembly_and_get_function_pointer_fn load = load_runtime(folder);
    snprintf(assembly, sizeof assembly, "%s/Rootline.Fuzz.dll", folder);
    open_current();
    start_function start = (start_function)managed(load, assembly, "Start");
    run = (run_function)managed(load, assembly, "Run");
    if (start(setting("ROOTLINE_FUZZ_TARGET"), counters, marks))
        stop("the target cannot be fuzzed");
    atexit(write_blocks);
    return 0;
}

static int64_t processor_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length) {
    if (length > MAX_INPUT)
        return -1;
    uint32_t size = (uint32_t)length;
    memcpy(current, &size, sizeof size);
    memcpy(current + sizeof size, data, length);
    int64_t before = processor_time();
    if (run(data, length) > 1)
        finding("an exception that is not the parser's fault");
    if (processor_time() - before > MAX_NANOSECONDS)
        finding("one input took more than a second of processor time");
    return 0;
}
