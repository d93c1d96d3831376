using System.Runtime.CompilerServices;

// All calls into native libraries take numbers and pointers: they can be compiled with the product, not at its start.
[assembly: DisableRuntimeMarshalling]
